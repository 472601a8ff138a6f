import type { Caller } from "#kernel/caller";
import { permissionSet } from "#kernel/permission-set";
import { insideOf } from "./engine/compile.ts";
import type { HeldPermission } from "./queries.ts";

/** Whether somebody holds a right, by whatever grant, that the caller does not hold: nobody acts on such a person. */
export function isAbove(
  caller: Pick<Caller, "permissions" | "platformPermissions">,
  held: readonly HeldPermission[],
): boolean {
  const inside = insideOf(permissionSet(held.map(({ permission }) => permission)));
  if (!caller.permissions.covers(inside)) return true;
  const over = held.filter(({ overPlatform }) => overPlatform).map(({ permission }) => permission);
  return !caller.platformPermissions.covers(permissionSet(over));
}
