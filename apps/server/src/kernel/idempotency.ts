import type { Contract } from "@atrium/contracts";
import { sha256 } from "#kernel/crypto";
import type { Transaction } from "#kernel/db/transaction";
import { command, statement } from "#kernel/db/statement";
import { bytes, flag, integer, text } from "#kernel/db/values";
import { Problem } from "#kernel/problem";

export type StoredAnswer = { status: number; json: string };
type Scope = { organizationId: string; actorId: string; key: string; operation: string; digest: Buffer };

const lock = statement<[string], boolean>(
  "select pg_try_advisory_xact_lock(hashtextextended($1, 0))",
  (row) => flag(row, 0),
);
const find = statement<[string, string, string], { operation: string; digest: Buffer; answer: StoredAnswer }>(
  `select operation, request_digest, status, body from idempotency_keys
   where organization_id = $1 and actor_id = $2 and key = $3`,
  (row) => ({
    operation: text(row, 0),
    digest: bytes(row, 1),
    answer: { status: integer(row, 2), json: text(row, 3) },
  }),
);
const store = command<[string, string, string, string, Buffer, number, string, string]>(
  `insert into idempotency_keys (organization_id, actor_id, key, operation, request_digest, status, body, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
);

export function idempotencyScope(
  contract: Contract,
  from: { organizationId: string | null; actorId: string | null; key: string | null },
  raw: unknown,
): Scope | null {
  if (from.key === null || contract.method !== "POST" || contract.secretOutput === true) return null;
  // A file cannot be compared with one that came before, and its transaction must not wait for it.
  if (contract.upload !== undefined) return null;
  if (from.organizationId === null || from.actorId === null) return null;
  return {
    organizationId: from.organizationId,
    actorId: from.actorId,
    key: from.key,
    operation: contract.id,
    digest: sha256(JSON.stringify(raw)),
  };
}

/**
 * The answer of an earlier call with this key, or null when this is the first. The key lives in the transaction of
 * the call it names: a call that failed or died leaves no key behind and may simply be sent again.
 */
export async function earlierAnswer(db: Transaction, scope: Scope): Promise<StoredAnswer | null> {
  const [[free], [earlier]] = await db.queries(
    lock(`${scope.organizationId}:${scope.actorId}:${scope.key}`),
    find(scope.organizationId, scope.actorId, scope.key),
  );
  if (free !== true) throw new Problem("idempotency.running", { retryAfterSeconds: 1 });
  if (earlier === undefined) return null;
  if (earlier.operation !== scope.operation || !earlier.digest.equals(scope.digest)) {
    throw new Problem("idempotency.mismatch");
  }
  return earlier.answer;
}

export function keepAnswer(db: Transaction, scope: Scope, answer: StoredAnswer, now: Date): void {
  const { organizationId, actorId, key, operation, digest } = scope;
  db.beforeCommit(
    store(organizationId, actorId, key, operation, digest, answer.status, answer.json, now.toISOString()),
  );
}
