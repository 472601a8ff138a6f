import type { Permission } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { OrganizationRow } from "./queries.ts";
import { findById, isBelow, lockById } from "./tree-queries.ts";

/**
 * Whether the caller acts for the platform, and so on any organization. Who belongs to the platform's organization
 * without its rights over the others is above nobody, though all lie below it.
 */
export function reachesAll(caller: Caller, permission: Permission): boolean {
  return caller.platformPermissions.has(permission);
}

/** The organization that the caller may see or change from where they are; undefined where it is out of reach. */
export async function organizationInReach(
  system: Reader,
  caller: Caller,
  id: string,
  how: "read" | "lock",
): Promise<OrganizationRow | undefined> {
  const over = how === "read" ? "organizations:list" : "organizations:manage";
  if (!reachesAll(caller, over)) {
    const { organizationId } = caller;
    if (organizationId === null) return undefined;
    const [[below], [own]] = await system.queries(isBelow(id, organizationId), findById(organizationId));
    if (below !== true || own?.platform !== false) return undefined;
  }
  const [row] = await system.query(how === "read" ? findById(id) : lockById(id));
  // What is erased is kept so that nothing takes its place; nothing can be done with it.
  return row?.status === "deleted" ? undefined : row;
}
