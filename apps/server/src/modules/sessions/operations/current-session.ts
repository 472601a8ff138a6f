import { currentSession } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { sessionInfo } from "../info.ts";
import { findSessionById } from "../queries.ts";

export const currentSessionOperation = operation(currentSession, async ({ asSystem, caller, fail }) => {
  if (caller.sessionId === null) return fail("auth.required");
  const system = asSystem();
  const [session] = await system.query(findSessionById(caller.sessionId));
  if (session === undefined) return fail("auth.required");
  const { accountId, email, locale } = session;
  return sessionInfo(system, { session, account: { id: accountId, email, locale }, caller });
});
