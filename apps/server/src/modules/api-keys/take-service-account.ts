import type { Caller } from "#kernel/caller";
import { violatedConstraint } from "#kernel/db/failures";
import type { Reader } from "#kernel/db/reader";
import type { Happening, Json } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { everHeld, isAbove } from "#modules/access";
import { lockServiceAccount, type ServiceAccountRow } from "./service-account-queries.ts";

/** Takes a service account's row for a change: there, of the version the caller saw, and not above the caller. */
export async function takeServiceAccount(
  db: Reader,
  id: string,
  from: { caller: Caller; ifMatch: number | null },
): Promise<ServiceAccountRow> {
  const [row] = await db.query(lockServiceAccount(id));
  if (row === undefined) return fail("resource.not_found");
  if (isAbove(from.caller, await db.query(everHeld(row.uuid)))) fail("service_account.above_you");
  if (from.ifMatch !== null && from.ifMatch !== row.version) {
    fail("precondition.failed", { extra: { current: row } });
  }
  return row;
}

export const serviceAccountTarget = (row: Pick<ServiceAccountRow, "uuid" | "name">): Happening["target"] => ({
  type: "service_account",
  id: row.uuid,
  name: row.name,
});

export function serviceAccountFields(
  row: Pick<ServiceAccountRow, "name" | "description" | "status" | "roles">,
): Record<string, Json> {
  const { name, description, status, roles } = row;
  return { name, description, status, roles };
}

export async function withFreeName<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (violatedConstraint(cause) !== "service_accounts_name") throw cause;
    return fail("service_account.name_taken", {
      fields: [{ pointer: "/name", code: "taken", detail: "is used already" }],
    });
  }
}
