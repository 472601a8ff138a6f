import type { User } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { diff } from "#kernel/events/diff";
import type { Happening, Json } from "#kernel/events/record";
import { insertPeople, replacePeople } from "./bring-in-queries.ts";
import { countByStatus, holdOrganization, userLimit, type UserRow } from "./queries.ts";
import { userTarget } from "./shown.ts";
import { eventFields, fieldsOf, writableRow, type UserFields } from "./write.ts";

export type PersonFields = { [K in keyof UserFields]?: UserFields[K] | undefined } & { email: string };
export type NewPerson = {
  readonly id: string;
  readonly fields: PersonFields;
  readonly status: Exclude<User["status"], "deleted">;
  readonly roles: readonly string[];
  readonly accountId: string | null;
  readonly emailVerified: boolean;
};
type By = { readonly caller: Caller; readonly now: Date };

/** Adds many people in one statement. Who is missing in the answer was here by the time it ran. */
export function addPeople(
  db: Reader,
  people: readonly NewPerson[],
  by: By & { source: string },
): Promise<UserRow[]> {
  const rows = people.map(({ id, fields, status, roles, accountId, emailVerified }) => ({
    ...writableRow(fields), id, status, roles, account_id: accountId, email_verified: emailVerified,
  })); // prettier-ignore
  return db.query(insertPeople(JSON.stringify(rows), by.now.toISOString(), by.caller.userId, by.source));
}

/** A person with some fields changed, as they would be written; null where that is nothing new. */
export function changedFields(row: UserRow, fields: Partial<UserFields>): PersonFields | null {
  const stands = fieldsOf(row);
  const wanted = { ...stands, ...fields };
  return diff(writableRow(stands), writableRow(wanted)).length === 0 ? null : wanted;
}

/** Writes the fields of many people in one statement. */
export function writePeople(
  db: Reader,
  people: readonly { readonly id: string; readonly fields: PersonFields }[],
  by: By,
): Promise<UserRow[]> {
  const stamp = { updated_at: by.now.toISOString(), updated_by: by.caller.userId };
  const rows = people.map(({ id, fields }) => ({ ...writableRow(fields), ...stamp, id }));
  return db.query(replacePeople(JSON.stringify(rows)));
}

/** How a row stood, in a form that gives it back as it was. */
export type StoodAs = { readonly [key: string]: Json };
export function standsAs(row: UserRow, updatedBy: string | null): StoodAs {
  return { ...writableRow(fieldsOf(row)), updated_at: row.updatedAt, updated_by: updatedBy };
}

/** Gives rows back as they stood, but for their versions, which never go back. */
export function giveBack(
  db: Reader,
  rows: readonly { readonly id: string; readonly stood: StoodAs }[],
): Promise<UserRow[]> {
  return db.query(replacePeople(JSON.stringify(rows.map(({ id, stood }) => ({ ...stood, id })))));
}

export const tellCreated = (row: UserRow, more: Readonly<Record<string, Json>>): Happening => ({
  name: "user.created",
  target: userTarget(row),
  changes: diff({}, { ...eventFields(fieldsOf(row)), status: row.status, ...more }),
});

export const tellUpdated = (before: UserRow, after: UserRow): Happening => ({
  name: "user.updated",
  target: userTarget(after),
  changes: diff(eventFields(fieldsOf(before)), eventFields(fieldsOf(after))),
});

const folded = (text: string | null): string | null => (text === null ? null : foldText(text));

/** The fields as the columns of a row, with those that the table derives, for what a condition says of it. */
export function storedFields(fields: PersonFields): Record<string, unknown> {
  const row = writableRow(fields);
  const { address, attributes, attribute_folds: folds, preferences } = row;
  const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text));
  const json = { address, attributes, attribute_folds: folds, preferences };
  return {
    ...row,
    ...Object.fromEntries(Object.entries(json).map(([name, text]) => [name, parsed(text)])),
    title_key: folded(row.title),
    department_key: folded(row.department),
    employee_key: folded(row.employee_number),
    locale_key: folded(row.locale),
    tag_keys: row.tags.map(foldText),
  };
}

/** A whole row as it would stand. */
export function asStored(person: NewPerson, organizationId: string, now: Date): { id: string } {
  const at = now.toISOString();
  return {
    ...storedFields(person.fields),
    organization_id: organizationId, id: person.id, status: person.status, roles: person.roles,
    account_id: person.accountId, email_verified: person.emailVerified, source: "import", login_key: "-infinity",
    created_at: at, updated_at: at, version: 1,
  } as { id: string }; // prettier-ignore
}

/** How many more people there may be; null where there is no bound. With `hold` nobody else takes a place meanwhile. */
export async function roomLeft(db: Reader, hold: boolean): Promise<number | null> {
  const [limit = null] = await db.query(userLimit());
  if (limit === null) return null;
  if (hold) await db.query(holdOrganization());
  const counts = await db.query(countByStatus());
  return limit - counts.reduce((sum, { status, users }) => sum + (status === "deleted" ? 0 : users), 0);
}
