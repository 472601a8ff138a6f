import type { Json } from "#kernel/events/record";
import type { OrganizationRow } from "./queries.ts";

export const defaultSettings = { locale: "en", timeZone: "UTC" };

/** An organization's fields as an event shows them. */
export function shownFields(row: OrganizationRow): Record<string, Json> {
  const { slug, name, status, plan, limits, settings, branding } = row;
  const { name: brandName, hue, logo } = branding;
  return { slug, name, status, plan, limits, settings, brandName, hue, logo: logo === null ? null : "(set)" };
}

export const organizationTarget = ({ uuid, name }: Pick<OrganizationRow, "uuid" | "name">) => ({
  type: "organization",
  id: uuid,
  name,
});

/** The first day of a moment's month. */
export const monthOf = (now: Date): string => `${now.toISOString().slice(0, 7)}-01`;
