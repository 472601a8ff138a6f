import { endImpersonation, formatId } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { endTold, personName } from "../queries.ts";

export const endImpersonationOperation = operation(
  endImpersonation,
  async ({ db, caller, now, record, fail }) => {
    const { sessionId } = caller;
    if (caller.impersonation === undefined || sessionId === null) return fail("resource.not_found");
    const [subject] = await db.asSystem().query(endTold(sessionId, now.toISOString(), "ended_by_actor"));
    if (subject === undefined) return fail("impersonation.over");
    const [name = null] = await db.query(personName(subject));
    record({
      name: "impersonation.ended",
      target: { type: "user", id: subject, name },
      data: { session: formatId("session", sessionId), reason: "ended_by_actor" },
    });
  },
);
