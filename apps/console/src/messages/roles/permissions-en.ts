import { permissions } from "@atrium/contracts";

const titles = Object.entries(permissions).map(([name, { title }]) => [`permission.${name}`, title] as const);

/**
 * What each permission lets one do, as the catalogue says it. They are looked up by the permission's name, so the
 * list of keys that other languages must have does not hold them: what is not translated yet is shown in English.
 */
export const permissionsEn: Readonly<Record<never, string>> = Object.fromEntries<string>(titles);
