import type { Caller, RequestInfo } from "#kernel/caller";
import type { Transaction } from "#kernel/db/transaction";
import type { Happening } from "#kernel/events/record";
import { createEnqueue } from "#kernel/jobs/enqueue";
import type { Operation, WriteContext } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import { admit } from "./admission.ts";
import { validateInput, type RawInput } from "./validate.ts";

export type Performing = {
  readonly db: Transaction;
  readonly caller: Caller;
  readonly request: RequestInfo;
  readonly now: Date;
  readonly newId: () => string;
};

/**
 * Runs one write inside of a transaction that does many: its permission, its validation and its rules are those of a
 * call of its own. What it tells is handed back to whoever commits; what it wrote is undone when it fails.
 */
export async function perform(
  operation: Operation,
  by: Performing,
  raw: RawInput,
): Promise<{ value: unknown; told: readonly Happening[] }> {
  const { contract } = operation;
  admit(contract, by.caller, by.now);
  const input = validateInput(contract, raw);
  const told: Happening[] = [];
  const { db, caller, now, newId } = by;
  const context: WriteContext = {
    ...by,
    fail: (code, details) => {
      throw new Problem(code, details);
    },
    setCookie: () => undefined,
    record: (happening) => void told.push(happening),
    recordBeside: (happening) => void told.push(happening),
    unchanged: () => undefined,
    // Told by calls of their own; a row of many that was refused is among the problems of the whole.
    recordRefusal: () => undefined,
    enqueue: createEnqueue(
      db,
      { organizationId: caller.organizationId, userId: caller.userId, caller, now, newId },
      () => 5,
    ),
  };
  const value = await db.attempt(() => operation.run(context, input));
  return { value, told };
}
