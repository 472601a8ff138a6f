import { command, statement, type Query } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { detailColumns, readUser, type UserRow, type WritableRow } from "./queries.ts";

const returning = detailColumns.map((column) => `u.${column}`).join(", ");

/** Columns that people write, with how each is read from the JSON that many rows travel in. */
const written: Record<keyof WritableRow, string> = {
  email: "text", first_name: "text", last_name: "text", display_name: "text", name_key: "text", first_key: "text",
  last_key: "text", phone: "text", title: "text", department: "text", manager_id: "uuid", employee_number: "text",
  locale: "text", time_zone: "text", address: "jsonb", birth_date: "date", website: "text", bio: "text",
  external_id: "text", tags: "text[]", attributes: "jsonb", attribute_folds: "jsonb", preferences: "jsonb",
}; // prettier-ignore
const names = Object.keys(written);
const types = Object.entries(written);
// Columns of JSON travel as the text that was canonical already.
const recordset = types.map(([name, type]) => `${name} ${type === "jsonb" ? "text" : type}`).join(", ");
const values = types.map(([name, type]) => (type === "jsonb" ? `r.${name}::jsonb` : `r.${name}`));

export const userKeyColumns = {
  email: "email", externalId: "external_id", employeeNumber: "employee_number",
} as const; // prettier-ignore
export type UserKey = keyof typeof userKeyColumns;

const byKey = (key: UserKey, lock: string) =>
  statement<[readonly string[]], UserRow>(
    `select ${returning} from users u where u.${userKeyColumns[key]} = any($1::text[]) and u.deleted_at is null
     order by u.id ${lock}`,
    readUser,
  );
const looking = {
  email: byKey("email", ""), externalId: byKey("externalId", ""), employeeNumber: byKey("employeeNumber", ""),
}; // prettier-ignore
const locking = {
  email: byKey("email", "for no key update"),
  externalId: byKey("externalId", "for no key update"),
  employeeNumber: byKey("employeeNumber", "for no key update"),
};

/** People who are here, by what no two of them share. */
export const peopleByKey = (key: UserKey, values: readonly string[], lock: boolean): Query<UserRow> =>
  (lock ? locking : looking)[key](values);

/** Adds many. Whoever meets a person with the same address or number is left out of the answer, and not added. */
export const insertPeople = statement<
  [rows: string, now: string, by: string | null, source: string],
  UserRow
>(
  `insert into users as u (organization_id, id, account_id, email_verified, status, roles, source, created_at, updated_at,
     created_by, updated_by, ${names.join(", ")})
   select current_organization(), r.id, r.account_id, r.email_verified, r.status, r.roles, $4, $2, $2, $3, $3,
     ${values.join(", ")}
   from jsonb_to_recordset($1::jsonb) as r (id uuid, account_id uuid, email_verified boolean, status text, roles text[],
     ${recordset})
   on conflict do nothing returning ${returning}`,
  readUser,
);

/** Writes all fields of many; each row says when and by whom it counts as changed. */
export const replacePeople = statement<[rows: string], UserRow>(
  `update users u set updated_at = r.updated_at, updated_by = r.updated_by, version = u.version + 1,
     ${names.map((name, n) => `${name} = ${values[n] ?? ""}`).join(", ")}
   from jsonb_to_recordset($1::jsonb) as r (id uuid, updated_at timestamptz, updated_by uuid, ${recordset})
   where u.id = r.id returning ${returning}`,
  readUser,
);

export const unlinkAccounts = command<[ids: readonly string[]]>(
  "update users set account_id = null, email_verified = false where organization_id = (select current_organization()) and id = any($1::uuid[])",
);

export const anyPeople = statement<[readonly string[]], string>(
  "select id from users where id = any($1::uuid[]) and deleted_at is null",
  (row) => text(row, 0),
);

/** People for a change, whoever they are. */
export const peopleByIds = statement<[readonly string[]], UserRow>(
  `select ${returning} from users u where u.id = any($1::uuid[]) and u.deleted_at is null order by u.id for no key update`,
  readUser,
);
