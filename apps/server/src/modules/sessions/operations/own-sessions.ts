import { endOtherSessions, endSession, listSessions } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { endOwn, sessionsOf, shownSession } from "../owned.ts";
import { distrustDevicesOf, endSessionsOf } from "../queries.ts";

export const listSessionsOperation = operation(listSessions, async ({ asSystem, caller, now, fail }) => {
  if (caller.accountId === null) return fail("auth.required");
  const rows = await asSystem().query(sessionsOf(caller.accountId, now.toISOString()));
  return { items: rows.map((row) => shownSession(row, caller.sessionId)) };
});

export const endSessionOperation = operation(
  endSession,
  async ({ db, caller, now, record, setCookie, fail }, { params }) => {
    if (caller.accountId === null) return fail("auth.required");
    const [ended] = await db
      .asSystem()
      .query(endOwn(caller.accountId, now.toISOString(), params.id, "signed_out_elsewhere"));
    if (ended === undefined) return fail("resource.not_found");
    if (ended === caller.sessionId) setCookie({ cookie: "session", token: null, maxAgeSeconds: null });
    record({
      name: "session.ended",
      target: { type: "session", id: ended, name: null },
      data: { reason: "signed_out_elsewhere" },
    });
  },
);

/** Also takes the trust from every device: somebody who signs out everywhere means everywhere. */
export const endOtherSessionsOperation = operation(
  endOtherSessions,
  async ({ db, caller, now, record, unchanged, fail }) => {
    const { accountId, sessionId } = caller;
    if (accountId === null) return fail("auth.required");
    const system = db.asSystem();
    const ended = await system.query(
      endSessionsOf(accountId, sessionId, "signed_out_elsewhere", now.toISOString()),
    );
    await system.query(distrustDevicesOf(accountId));
    if (ended.length === 0) unchanged();
    else
      record({
        name: "sessions.ended",
        target: { type: "account", id: accountId, name: caller.actor.name },
        data: { reason: "signed_out_elsewhere", sessions: ended.length },
      });
    return { ended: ended.length };
  },
);
