import { formatId, type SessionInfo } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { findPlace, membershipsOf, type Membership, type Place } from "./queries.ts";

const shownPlace = (place: Place, userId: string | null): SessionInfo["memberships"][number] => ({
  organizationId: formatId("organization", place.organizationId),
  slug: place.slug,
  name: place.name,
  platform: place.platform,
  userId: userId === null ? null : formatId("user", userId),
});

/** Who is signed in and where; what the console needs before its first screen. */
export async function sessionInfo(
  system: Reader,
  from: {
    session: { id: string; createdAt: string; expiresAt: string };
    account: { id: string; email: string; locale: string | null };
    caller: Pick<Caller, "organizationId" | "userId" | "permissions" | "platformPermissions">;
  },
): Promise<SessionInfo> {
  const { session, account, caller } = from;
  const memberships = await system.query(membershipsOf(account.id));
  const here = memberships.find(({ organizationId }) => organizationId === caller.organizationId);
  const [place] =
    here === undefined && caller.organizationId !== null
      ? await system.query(findPlace(caller.organizationId))
      : [here];
  const person: Membership | undefined = here ?? memberships.find(({ userId }) => userId === caller.userId);
  return {
    session: {
      id: formatId("session", session.id),
      createdAt: session.createdAt,
      expiresAt: session.expiresAt,
    },
    account: { ...account, id: formatId("account", account.id) },
    organization: place === undefined ? null : shownPlace(place, here?.userId ?? null),
    user:
      person === undefined
        ? null
        : {
            id: formatId("user", person.userId),
            displayName: person.displayName,
            email: person.email,
            avatar: person.avatar,
          },
    permissions: [...new Set([...caller.permissions.names(), ...caller.platformPermissions.names()])],
    memberships: memberships.map((each) => shownPlace(each, each.userId)),
  };
}
