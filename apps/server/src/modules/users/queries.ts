import { formatId, type User, type UserSummary } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import {
  flag,
  integer,
  json,
  jsonOrNull,
  text,
  textArray,
  textOrNull,
  time,
  timeOrNull,
} from "#kernel/db/values";
import { searchColumns } from "./fields.ts";

/** Columns of a row in a list, in the order that `readSummary` takes them. */
export const summaryColumns = [
  "id", "account_id", "email", "email_verified", "first_name", "last_name", "display_name", "phone", "avatar",
  "title", "department", "employee_number", "status", "roles", "tags", "last_login_at", "last_seen_at",
  "created_at", "updated_at", "version",
] as const; // prettier-ignore

/** Columns of a person as a whole, in the order that `readUser` takes them. */
export const detailColumns = [
  ...summaryColumns,
  "phone_verified", "manager_id", "locale", "time_zone", "address", "birth_date", "website", "bio", "external_id",
  "source", "attributes", "preferences", "status_reason", "created_by", "updated_by", "deleted_at",
  "status_before_deletion", "merged_into",
] as const; // prettier-ignore

/** A row as the database has it; abilities depend on who looks and are added by the policy. */
export type SummaryRow = Omit<UserSummary, "abilities"> & { uuid: string };
export type UserRow = Omit<User, "abilities"> & { uuid: string; statusBeforeDeletion: string | null };

const status = (row: RawRow, at: number): User["status"] => text(row, at) as User["status"];
const idOrNull = (kind: "account" | "user", row: RawRow, at: number): string | null => {
  const uuid = textOrNull(row, at);
  return uuid === null ? null : formatId(kind, uuid);
};

export function readSummary(row: RawRow): SummaryRow {
  return {
    uuid: text(row, 0),
    id: formatId("user", text(row, 0)),
    accountId: idOrNull("account", row, 1),
    email: text(row, 2),
    emailVerified: flag(row, 3),
    firstName: textOrNull(row, 4),
    lastName: textOrNull(row, 5),
    displayName: text(row, 6),
    phone: textOrNull(row, 7),
    avatar: textOrNull(row, 8),
    title: textOrNull(row, 9),
    department: textOrNull(row, 10),
    employeeNumber: textOrNull(row, 11),
    status: status(row, 12),
    roles: textArray(row, 13),
    tags: textArray(row, 14),
    lastLoginAt: timeOrNull(row, 15),
    lastSeenAt: timeOrNull(row, 16),
    createdAt: time(row, 17),
    updatedAt: time(row, 18),
    version: integer(row, 19),
  };
}

export function readUser(row: RawRow): UserRow {
  return {
    ...readSummary(row),
    phoneVerified: flag(row, 20),
    managerId: idOrNull("user", row, 21),
    locale: textOrNull(row, 22),
    timeZone: textOrNull(row, 23),
    address: jsonOrNull(row, 24),
    birthDate: textOrNull(row, 25),
    website: textOrNull(row, 26),
    bio: textOrNull(row, 27),
    externalId: textOrNull(row, 28),
    source: text(row, 29),
    attributes: json(row, 30),
    preferences: json(row, 31),
    statusReason: textOrNull(row, 32),
    createdBy: idOrNull("user", row, 33),
    updatedBy: idOrNull("user", row, 34),
    deletedAt: timeOrNull(row, 35),
    statusBeforeDeletion: textOrNull(row, 36),
    mergedInto: idOrNull("user", row, 37),
  };
}

const returning = detailColumns.join(", ");

export const findUser = statement<[string], UserRow>(
  `select ${returning} from users where id = $1`,
  readUser,
);

export const attributesOfMany = statement<
  [ids: readonly string[]],
  readonly [id: string, attributes: Record<string, unknown>]
>("select id, attributes from users where id = any($1::uuid[])", (row) => [text(row, 0), json(row, 1)]);

/** The row for a change: nobody else changes it until the transaction ends. */
export const lockUser = statement<[string], UserRow>(
  `select ${returning} from users where id = $1 for no key update`,
  readUser,
);

export const isErased = statement<[string], boolean>(
  "select erased_at is not null from users where id = $1",
  (row) => flag(row, 0),
);

/** The shards of the counters; whoever reads them adds up. */
export const countByStatus = statement<[], { status: string; users: number }>(
  "select status, users from user_counts",
  (row) => ({ status: text(row, 0), users: integer(row, 1) }),
);

/** Counts up to a bound; past it the list says "at least". */
export const countBound = 1000;

/**
 * Column by column, since each range is then answered by its index alone and ends at the bound. One condition over all
 * of them would first gather everybody that matches, which takes a tenth of a second for a letter among a million.
 */
const found = (column: string, bound: string): string =>
  `(select id from users where deleted_at is null and ${column} >= $1 and ${column} < $2 ${bound})`;
const countFound = (bound: string): string =>
  `select count(*) from (${searchColumns.map((column) => found(column, bound)).join(" union ")} ${bound}) as counted`;

const upTo = `limit ${countBound + 1}`;
const byWord = (sql: string) => statement<[string, string], number>(sql, (row) => integer(row, 0));
export const countByWord = {
  exact: byWord(countFound("")),
  // What names alone bring past the bound needs no look at the rest, and nobody twice put aside.
  estimate: byWord(
    `select case when (select count(*) from ${found("name_key", upTo)} as named) > ${countBound}
       then ${countBound + 1} else (${countFound(upTo)}) end`,
  ),
};

export const userLimit = statement<[], number | null>(
  "select user_limit from organizations where id = (select current_organization())",
  (row) => (row[0] === null ? null : integer(row, 0)),
);

/** Lets one writer at a time decide what only the rows of the whole organization can tell. */
export const holdOrganization = command<[]>(
  "select 1 from organizations where id = (select current_organization()) for no key update",
);

/** The values that people write, by column. Both insert and update take all of them. */
export type WritableRow = {
  email: string;
  first_name: string | null;
  last_name: string | null;
  display_name: string;
  name_key: string;
  first_key: string;
  last_key: string;
  phone: string | null;
  title: string | null;
  department: string | null;
  manager_id: string | null;
  employee_number: string | null;
  locale: string | null;
  time_zone: string | null;
  address: string | null;
  birth_date: string | null;
  website: string | null;
  bio: string | null;
  external_id: string | null;
  tags: readonly string[];
  attributes: string;
  attribute_folds: string;
  preferences: string;
};
const writableColumns = [
  "email", "first_name", "last_name", "display_name", "name_key", "first_key", "last_key", "phone", "title",
  "department", "manager_id", "employee_number", "locale", "time_zone", "address", "birth_date", "website", "bio",
  "external_id", "tags", "attributes", "attribute_folds", "preferences",
] as const satisfies readonly (keyof WritableRow)[]; // prettier-ignore

type WritableValues = (string | null | readonly string[])[];
const valuesOf = (row: WritableRow): WritableValues => writableColumns.map((column) => row[column]);
const placeholders = (first: number): string => writableColumns.map((_, n) => `$${first + n}`).join(", ");

const insert = statement<(string | null | readonly string[])[], UserRow>(
  `insert into users (organization_id, id, status, roles, created_at, updated_at, created_by, updated_by,
     ${writableColumns.join(", ")})
   values (current_organization(), $1, $2, $3, $4, $4, $5, $5, ${placeholders(6)}) returning ${returning}`,
  readUser,
);

export function insertUser(
  row: WritableRow & { id: string; status: string; roles: readonly string[]; now: Date; by: string | null },
) {
  return insert(row.id, row.status, row.roles, row.now.toISOString(), row.by, ...valuesOf(row));
}

const update = statement<(string | null | readonly string[])[], UserRow>(
  `update users set updated_at = $2, updated_by = $3, version = version + 1,
     ${writableColumns.map((column, n) => `${column} = $${n + 4}`).join(", ")}
   where id = $1 returning ${returning}`,
  readUser,
);

export function updateUserRow(id: string, row: WritableRow, now: Date, by: string | null) {
  return update(id, now.toISOString(), by, ...valuesOf(row));
}

/** Moves a person to another status; `deleted` remembers the one before. */
export const setStatus = statement<[string, string, string | null, string, string | null], UserRow>(
  `update users set status = $2, status_reason = $3, updated_at = $4, updated_by = $5, version = version + 1,
     status_before_deletion = case when $2 = 'deleted' then status end,
     deleted_at = case when $2 = 'deleted' then $4::timestamptz end
   where id = $1 returning ${returning}`,
  readUser,
);

export const touchUser = statement<[string, string, string | null], UserRow>(
  `update users set updated_at = $2, updated_by = $3, version = version + 1 where id = $1 returning ${returning}`,
  readUser,
);

/** Whether the first person stands somewhere above the second. */
export const isAbove = statement<[string, string], boolean>(
  `with recursive above as (
     select manager_id, 1 as depth from users where id = $2
     union all select u.manager_id, depth + 1 from above join users u on u.id = above.manager_id where depth < 100
   ) select exists (select 1 from above where manager_id = $1)`,
  (row) => flag(row, 0),
);

export const userExists = statement<[string], boolean>(
  "select exists (select 1 from users where id = $1 and deleted_at is null)",
  (row) => flag(row, 0),
);

/** Clocks of two nodes may differ; nobody signs in before they are there. */
export const noteSignIn = command<[string, string, string]>(
  `update users set last_login_at = greatest($3, created_at), last_seen_at = greatest($3, created_at)
   where organization_id = $1 and id = $2`,
);

/** Makes an account the way in of a person; runs as the system, since accounts are no organization's. */
export const linkAccount = command<[string, string, string]>(
  "update users set account_id = $3, email_verified = true where organization_id = $1 and id = $2",
);
