import type { Reader } from "#kernel/db/reader";
import { noPermissions } from "#kernel/permission-set";
import type { Access, Rights } from "#modules/access";
import { nearestAbove, type Membership } from "./queries.ts";

/**
 * Who somebody is in the nearest organization of theirs that lies above a place and lets them manage what is below it:
 * there they may do what they may do at home. The platform's own people reach further by other rights.
 */
export async function personAbove(
  deps: { system: Reader; access: Access },
  placeId: string,
  memberships: readonly Membership[],
  now: Date,
): Promise<{ person: Membership; rights: Rights } | undefined> {
  const candidates = memberships.filter(
    ({ platform, organizationStatus }) => !platform && organizationStatus === "active",
  );
  if (candidates.length === 0) return undefined;
  const ids = candidates.map(({ organizationId }) => organizationId);
  const [nearest] = await deps.system.query(nearestAbove(placeId, ids));
  const person = candidates.find(({ organizationId }) => organizationId === nearest);
  if (person === undefined) return undefined;
  const rights = await deps.access.rightsOfUser(deps.system, person.organizationId, person.userId, now);
  if (!rights.inside.has("suborganizations:manage")) return undefined;
  return { person, rights: { ...rights, platform: noPermissions } };
}
