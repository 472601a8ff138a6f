import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { diff } from "#kernel/events/diff";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { holdOrganization, isAbove, updateUserRow, userExists, type UserRow } from "./queries.ts";
import { userTarget } from "./shown.ts";
import { eventFields, fieldsOf, withTableRules, writableRow, type UserFields } from "./write.ts";

export async function checkManager(db: Reader, userId: string, managerId: string): Promise<void> {
  if (managerId === userId) fail("user.manager_cycle");
  // Two edits at once could each be right and close a circle together.
  await db.query(holdOrganization());
  const [[exists], [cycle]] = await db.queries(userExists(managerId), isAbove(userId, managerId));
  if (exists !== true) fail("user.manager_unknown");
  if (cycle === true) fail("user.manager_cycle");
}

/** Writes a person's fields and says what changed; null when nothing did. */
export async function changeFields(
  db: Reader,
  row: UserRow,
  fields: Partial<UserFields> & { email: string },
  by: { caller: Caller; now: Date },
): Promise<{ row: UserRow; happening: Happening } | null> {
  const before = fieldsOf(row);
  const stands = writableRow(before);
  const written = writableRow(fields);
  if (diff(stands, written).length === 0) return null;
  if (written.manager_id !== null && written.manager_id !== stands.manager_id) {
    await checkManager(db, row.uuid, written.manager_id);
  }
  const [updated] = await withTableRules(
    db.query(updateUserRow(row.uuid, written, by.now, by.caller.userId)),
  );
  if (updated === undefined) throw new Error("the person was not stored");
  const changes = diff(eventFields(before), eventFields(fieldsOf(updated)));
  return { row: updated, happening: { name: "user.updated", target: userTarget(updated), changes } };
}
