import type { Json } from "#kernel/events/record";
import type { OrganizationRow } from "./queries.ts";

export const defaultSettings = { locale: "en", timeZone: "UTC" };

/** An organization's fields as an event shows them. */
export function shownFields({ slug, name, status, limits, settings }: OrganizationRow): Record<string, Json> {
  return { slug, name, status, limits, settings };
}
