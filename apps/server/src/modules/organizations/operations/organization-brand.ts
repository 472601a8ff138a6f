import { organizationBrand, type RegistrationRule } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { operation } from "#kernel/operation";
import { brandedBy } from "../queries.ts";

export type RegistrationRuleOf = (reader: Reader, organizationId: string) => Promise<RegistrationRule>;

export const organizationBrandOperation = (registrationRuleOf: RegistrationRuleOf) =>
  operation(organizationBrand, async ({ asSystem }, { query }) => {
    const system = asSystem();
    const [row] = await system.query(brandedBy(query.organization ?? null));
    // Nobody has set Atrium up yet: there is a page all the same.
    if (row === undefined)
      return { name: "Atrium", slug: null, locale: null, hue: null, logo: null, registration: false };
    const { mode } = await registrationRuleOf(system, row.uuid);
    return {
      name: row.branding.name ?? row.name,
      slug: row.slug,
      locale: row.settings.locale,
      hue: row.branding.hue,
      logo: row.branding.logo,
      registration: mode === "open" || mode === "domain",
    };
  });
