import { formatId, type SessionInfo } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Membership, Place } from "./queries.ts";

const shownPlace = (place: Place, userId: string | null): SessionInfo["memberships"][number] => ({
  organizationId: formatId("organization", place.organizationId),
  slug: place.slug,
  name: place.name,
  platform: place.platform,
  userId: userId === null ? null : formatId("user", userId),
});

/** Who is signed in and where; what the console needs before its first screen. */
export function sessionInfo(from: {
  session: { id: string; createdAt: string; expiresAt: string };
  account: { id: string; email: string; locale: string | null };
  caller: Pick<Caller, "organizationId" | "userId" | "permissions" | "platformPermissions">;
  memberships: readonly Membership[];
  /** Where the caller acts, when that is no place of their own. */
  place?: Place | undefined;
}): SessionInfo {
  const { session, account, caller, memberships } = from;
  const here = memberships.find(({ organizationId }) => organizationId === caller.organizationId);
  const place = caller.organizationId === null ? undefined : (here ?? from.place);
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
    impersonation: null,
  };
}
