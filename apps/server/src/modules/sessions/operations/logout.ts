import { logout } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { endSession } from "../queries.ts";

export const logoutOperation = operation(logout, async ({ db, caller, now, record, setCookie, fail }) => {
  if (caller.sessionId === null) return fail("auth.required");
  const [accountId] = await db
    .asSystem()
    .query(endSession(caller.sessionId, now.toISOString(), "signed_out"));
  if (accountId === undefined) return fail("auth.required");
  setCookie({ cookie: "session", token: null, maxAgeSeconds: null });
  record({
    name: "session.ended",
    target: { type: "session", id: caller.sessionId, name: null },
    data: { reason: "signed_out" },
  });
});
