import type { Client } from "pg";
import { runBatch, type QueryResults } from "./batch.ts";
import type { Reader } from "./reader.ts";
import { command, type Query } from "./statement.ts";

export type Transaction = Reader & {
  /** The same transaction with the rights of the tables' owner; for rows that belong to no organization. */
  asSystem(): Reader;
  /** Goes to the organization that this transaction has just made or found. */
  enter(organizationId: string): Promise<void>;
  /** Runs a part that may fail alone: what it wrote is undone, and the transaction goes on. Not within another such part. */
  attempt<T>(part: () => Promise<T>): Promise<T>;
  /** Statements that travel together with the commit. */
  beforeCommit(query: Query<unknown>): void;
  commit(): Promise<void>;
  /** False when the connection is not to be used again. */
  rollback(): Promise<boolean>;
};

const begin = command<[]>("begin");
const commit = command<[]>("commit");
const rollback = command<[]>("rollback");
const savepoint = command<[]>("savepoint part");
const release = command<[]>("release savepoint part");
const rollbackPart = command<[]>("rollback to savepoint part");
const enterAs = command<[string, string]>(
  "select set_config('role', $1, true), set_config('atrium.organization_id', $2, true)",
);
const tenantRole = "atrium_tenant";
const ownerRole = "none";

/**
 * A transaction that takes a connection and starts with its first statement, in the same round trip. It runs under the tenants' role,
 * so row-level security binds writes as it binds reads; `asSystem()` steps out of it for single statements.
 */
export function openTransaction(connect: () => Promise<Client>, organizationId: string | null): Transaction {
  let organization = organizationId ?? "";
  let role: string | null = null;
  const last: Query<unknown>[] = [];

  async function run<const Q extends readonly Query<unknown>[]>(
    as: string,
    queries: Q,
  ): Promise<QueryResults<Q>> {
    const before: Query<unknown>[] = [];
    if (role === null) before.push(begin());
    if (role !== as) before.push(enterAs(as, organization));
    role = as;
    return runBatch(await connect(), queries, before);
  }

  function readerAs(as: string): Reader {
    return {
      query: async (query) => (await run(as, [query]))[0],
      queries: (...queries) => run(as, queries),
    };
  }

  const tenant = readerAs(tenantRole);
  const system = readerAs(ownerRole);
  return {
    ...tenant,
    asSystem: () => system,
    async enter(entered) {
      organization = entered;
      role = role === null ? null : "";
      await run(tenantRole, []);
    },
    async attempt(part) {
      await run(tenantRole, [savepoint()]);
      const kept = last.length;
      try {
        const result = await part();
        await run(role ?? tenantRole, [release()]);
        return result;
      } catch (cause) {
        last.length = kept;
        // One after the other: as long as the part stands failed, nothing but its rollback is even read.
        await runBatch(await connect(), [rollbackPart()]);
        await runBatch(await connect(), [release()]);
        // The role went back with it, so it is taken again whatever it was.
        role = "";
        throw cause;
      }
    },
    beforeCommit: (query) => void last.push(query),
    async commit() {
      if (role === null && last.length === 0) return;
      await run(role === null || last.length > 0 ? tenantRole : role, [...last, commit()]);
    },
    async rollback() {
      if (role === null) return true;
      try {
        await runBatch(await connect(), [rollback()]);
        return true;
      } catch {
        return false;
      }
    },
  };
}
