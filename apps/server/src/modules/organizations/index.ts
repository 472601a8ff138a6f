import type { Lists } from "#kernel/list";
import { module, type Module } from "#kernel/module";
import { createOrganizationOperation } from "./operations/create-organization.ts";
import { getOrganizationOperation } from "./operations/get-organization.ts";
import { listOrganizationsOperation } from "./operations/list-organizations.ts";
import { organizationBrandOperation, type RegistrationRuleOf } from "./operations/organization-brand.ts";
import { organizationOverviewOperation } from "./operations/organization-overview.ts";
import { updateOrganizationOperation } from "./operations/update-organization.ts";

export { insertOrganization } from "./queries.ts";
export { defaultSettings } from "./settings.ts";

export function organizationsModule(deps: {
  lists: Lists;
  platformId: () => string | null;
  registrationRuleOf: RegistrationRuleOf;
}): Module {
  return module({
    name: "organizations",
    operations: [
      organizationBrandOperation(deps.registrationRuleOf),
      listOrganizationsOperation(deps.lists),
      createOrganizationOperation(deps.platformId),
      getOrganizationOperation,
      updateOrganizationOperation,
      organizationOverviewOperation,
    ],
  });
}
