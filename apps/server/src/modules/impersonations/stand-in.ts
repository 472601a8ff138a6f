import { formatId, parseId } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import type { Reader } from "#kernel/db/reader";
import { sharedRights } from "#kernel/impersonation";
import { noPermissions } from "#kernel/permission-set";
import type { Access, Rights } from "#modules/access";
import { countingIn, isTwoFactors, sessionInfo, type Identified, type StandIn } from "#modules/sessions";
import { endUntold, findImpersonation, type StoredImpersonation } from "./queries.ts";

/** Whether an organization wants a second factor of a person who enters it. */
export type SecondFactorWanted = (
  reader: Reader,
  organizationId: string,
  roles: readonly string[],
  now: Date,
) => Promise<boolean>;

/**
 * Who somebody is while they act as somebody else. Everything that it was allowed for has to hold still: the actor's own
 * session, their right to it, and that the person holds nothing which the actor lacks.
 */
export function createStandIn(deps: {
  system: Reader;
  access: Access;
  clock: Clock;
  secondFactorWanted: SecondFactorWanted;
}): StandIn {
  const { system, access, clock } = deps;

  function stillMay(caller: Caller, found: StoredImpersonation, rights: Rights): boolean {
    const { permissions, platformPermissions } = caller;
    return (
      found.stands &&
      caller.organizationId === found.organizationId &&
      caller.organizationStatus === "active" &&
      caller.userId === found.actorId &&
      permissions.has("impersonation:start") &&
      (!found.writes || permissions.has("impersonation:write")) &&
      permissions.covers(rights.inside) &&
      platformPermissions.covers(rights.platform)
    );
  }

  return async (name, wanted, actorIn) => {
    const id = parseId("session", name);
    const [found] = id === null ? [] : await system.query(findImpersonation(id));
    const now = clock.now();
    if (found === undefined || Date.parse(found.expiresAt) <= now.getTime()) return null;
    const { organizationId, sessionId, subjectId } = found;
    const actor = await actorIn(organizationId);
    if (actor === null || actor.session.id !== found.actorSessionId) return null;
    const rights = await access.rightsOfUser(system, organizationId, subjectId, now);
    const acting = actor.signedIn?.caller;
    if (acting === undefined || !stillMay(acting, found, rights)) {
      await system.query(endUntold(sessionId, now.toISOString(), "rights_lost"));
      return null;
    }
    const elsewhere =
      wanted !== null && wanted !== found.slug && parseId("organization", wanted) !== organizationId;
    // What the organization asks of the person it asks of whoever comes in their name.
    const lacksFactor =
      !isTwoFactors(countingIn(organizationId, actor.session.proofs)) &&
      (await deps.secondFactorWanted(system, organizationId, found.roles, now));
    const open = !elsewhere && !lacksFactor;
    const caller: Caller = {
      actor: acting.actor,
      accountId: found.accountId,
      userId: subjectId,
      sessionId,
      provenAt: null,
      lacksFactor,
      lacksSso: false,
      fenced: true,
      organizationId: elsewhere ? null : organizationId,
      organizationStatus: elsewhere ? null : found.organizationStatus,
      permissions: open ? sharedRights(rights.inside, acting.permissions) : noPermissions,
      platformPermissions: open ? sharedRights(rights.platform, acting.platformPermissions) : noPermissions,
      limitKey: acting.accountId,
      onBehalfOf: subjectId,
      impersonation: {
        actorSessionId: found.actorSessionId,
        actorAccountId: acting.accountId ?? "",
        writes: found.writes,
      },
    };
    return standing(actor, found, caller, rights);
  };
}

function standing(actor: Identified, found: StoredImpersonation, caller: Caller, rights: Rights): Identified {
  const { organizationId, subjectId, displayName, email, avatar, roles, organizationStatus } = found;
  const { slug, name, platform, sessionId, createdAt, expiresAt, accountId, locale } = found;
  const membership = {
    organizationId, slug, name, platform, organizationStatus, userId: subjectId, displayName, email, avatar, roles,
  }; // prettier-ignore
  const info = sessionInfo({
    session: { id: sessionId, createdAt, expiresAt },
    account: { id: accountId, email, locale },
    caller,
    memberships: [membership],
  });
  const changes = [actor.changesAt, rights.changesAt].filter((at) => at !== null);
  return {
    ...actor,
    signedIn: {
      caller,
      info: Object.freeze({ ...info, impersonation: shownImpersonation(found, caller.actor) }),
    },
    expiresAt: Math.min(actor.expiresAt, Date.parse(expiresAt)),
    changesAt: changes.length === 0 ? null : Math.min(...changes),
    alsoTags: [`session:${sessionId}`, `account:${accountId}`, `user:${subjectId}`],
  };
}

export function shownImpersonation(
  from: Pick<
    StoredImpersonation,
    "sessionId" | "subjectId" | "displayName" | "reason" | "writes" | "createdAt" | "expiresAt"
  >,
  actor: Caller["actor"],
) {
  return {
    sessionId: formatId("session", from.sessionId),
    actor: { id: formatId("user", actor.id ?? ""), name: actor.name ?? "" },
    subject: { id: formatId("user", from.subjectId), name: from.displayName },
    reason: from.reason,
    writes: from.writes,
    startedAt: from.createdAt,
    expiresAt: from.expiresAt,
  };
}
