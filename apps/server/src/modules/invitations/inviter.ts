import { systemCaller, type Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { noPermissions } from "#kernel/permission-set";
import { insideOf, type Access } from "#modules/access";
import { inviterPlaces } from "./queries.ts";

/**
 * The inviter with the rights that they hold today, who gives what the invitation promised; null once they may not
 * invite any more. Who looks in from the platform counts with what the platform lets them do here, and who comes from an
 * organization above with what they may do there.
 */
export async function inviterToday(
  system: Reader,
  access: Access,
  from: { organizationId: string; inviterUuid: string; now: Date },
): Promise<Caller | null> {
  const { organizationId, inviterUuid, now } = from;
  const [place] = await system.query(inviterPlaces(inviterUuid, organizationId));
  if (place === undefined) return null;
  const held = await access.rightsOfUser(system, place.organizationId, inviterUuid, now);
  const platform = place.platform ? held.platform : noPermissions;
  const above = place.above && held.inside.has("suborganizations:manage");
  const inside = place.organizationId === organizationId || above ? held.inside : insideOf(platform);
  if (!inside.has("invitations:create")) return null;
  return {
    ...systemCaller("invitations", organizationId, inside),
    userId: inviterUuid,
    platformPermissions: platform,
  };
}
