import type { GuardedOperation, liftOperation } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import { sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import { canonicalJson, type Json } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { inPerson } from "./person.ts";
import { useApproval } from "./queries.ts";
import { isGuarded } from "./rule-queries.ts";

/** Two requests for the same thing have the same digest. */
export const digestOf = (what: Json): string => sha256(canonicalJson(what)).toString("base64url");

export type GuardedCall = {
  readonly operation: GuardedOperation | typeof liftOperation;
  readonly params: Readonly<Record<string, string>>;
};

/** Goes on only with another person's approval of this very call, which it uses up. */
export async function requireApprovalAlways(
  db: Reader,
  caller: Caller,
  call: GuardedCall,
  now: Date,
): Promise<void> {
  const { userId } = inPerson(caller);
  const digest = digestOf({ operation: call.operation, params: call.params });
  const [used] = await db.query(useApproval(userId, digest, now.toISOString()));
  if (used !== undefined) return;
  fail("approval.needed", { extra: { operation: "accessRequests.create", request: { ...call } } });
}

/**
 * The same where the organization wants two persons for the operation, and nothing elsewhere. Call it in the operation's
 * transaction, before anything is done: an approval that the operation did not come to use stays good.
 */
export async function requireApproval(
  db: Reader,
  caller: Caller,
  call: GuardedCall,
  now: Date,
): Promise<void> {
  const [guarded] = await db.query(isGuarded(call.operation));
  if (guarded === true) await requireApprovalAlways(db, caller, call, now);
}
