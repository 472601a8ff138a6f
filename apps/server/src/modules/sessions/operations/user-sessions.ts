import { endUserSession, endUserSessions, listUserSessions } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { Access } from "#modules/roles";
import { takeUser, userTarget } from "#modules/users";
import { accountOfUser, endWithin, findUserId, sessionsWithin, shownSession } from "../owned.ts";

type Rights = Access["rightsOf"];

export const listUserSessionsOperation = operation(
  listUserSessions,
  async ({ db, asSystem, caller, now, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const [exists] = await db.query(findUserId(params.id));
    if (exists === undefined) return fail("resource.not_found");
    const [account] = await asSystem().query(accountOfUser(organizationId, params.id));
    if (account === undefined) return { items: [] };
    const rows = await asSystem().query(sessionsWithin(account, now.toISOString(), organizationId));
    return { items: rows.map((row) => shownSession(row, caller.sessionId)) };
  },
);

export const endUserSessionsOperation = (rightsOf: Rights) =>
  operation(endUserSessions, async ({ db, caller, now, record, unchanged, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const user = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf });
    const system = db.asSystem();
    const [account] = await system.query(accountOfUser(organizationId, params.id));
    const ended =
      account === undefined
        ? []
        : await system.query(endWithin(account, now.toISOString(), organizationId, null, "ended_by_admin"));
    if (account === undefined || ended.length === 0) unchanged();
    else
      record({
        name: "sessions.ended",
        target: { ...userTarget(user), type: "account", id: account },
        data: { reason: "ended_by_admin", sessions: ended.length, user: params.id },
      });
    return { ended: ended.length };
  });

export const endUserSessionOperation = (rightsOf: Rights) =>
  operation(endUserSession, async ({ db, caller, now, record, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const user = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf });
    const system = db.asSystem();
    const [account] = await system.query(accountOfUser(organizationId, params.id));
    const [ended] =
      account === undefined
        ? []
        : await system.query(
            endWithin(account, now.toISOString(), organizationId, params.session, "ended_by_admin"),
          );
    if (ended === undefined) return fail("resource.not_found");
    record({
      name: "session.ended",
      target: { type: "session", id: ended, name: user.displayName },
      data: { reason: "ended_by_admin", user: params.id },
    });
  });
