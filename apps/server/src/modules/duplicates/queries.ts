import { formatId, type Duplicate } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, json, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

type PairRow = Duplicate & { readonly uuid: string };

const sideOf = (alias: string): string[] =>
  ["id", "display_name", "email", "phone", "department", "employee_number", "status"]
    .map((column) => `${alias}.${column}`)
    .concat(`${alias}.account_id is not null`);
const columns = [
  "d.id", "d.score", "d.reasons", "d.found_at", "d.dismissed_at", ...sideOf("low"), ...sideOf("high"),
]; // prettier-ignore
const from = `duplicate_pairs d
  join users low on low.organization_id = d.organization_id and low.id = d.low_id and low.deleted_at is null
  join users high on high.organization_id = d.organization_id and high.id = d.high_id and high.deleted_at is null`;

const readSide = (row: RawRow, at: number): Duplicate["first"] => ({
  id: formatId("user", text(row, at)),
  displayName: text(row, at + 1),
  email: text(row, at + 2),
  phone: textOrNull(row, at + 3),
  department: textOrNull(row, at + 4),
  employeeNumber: textOrNull(row, at + 5),
  status: text(row, at + 6) as Duplicate["first"]["status"],
  hasAccount: flag(row, at + 7),
});

const read = (row: RawRow): PairRow => ({
  uuid: text(row, 0),
  id: formatId("duplicate", text(row, 0)),
  score: integer(row, 1),
  reasons: textArray(row, 2) as Duplicate["reasons"],
  foundAt: time(row, 3),
  dismissedAt: timeOrNull(row, 4),
  first: readSide(row, 5),
  second: readSide(row, 13),
});

export const pairList: ListSpec<PairRow> = {
  name: "duplicates",
  from,
  columns,
  idColumn: "d.id",
  // As text of one width, which is what a cursor carries.
  sorts: { score: { sql: "lpad(d.score::text, 3, '0')", cast: "text" } },
  read,
};

export const findPair = statement<[id: string], PairRow>(
  `select ${columns.join(", ")} from ${from} where d.id = $1`,
  read,
);
export const dismissPair = command<[id: string, at: string | null, by: string | null]>(
  "update duplicate_pairs set dismissed_at = $2, dismissed_by = $3 where id = $1",
);

/** The groups that somebody put a person into, whose members are not there by a rule alone. */
export const placesByHand = statement<[person: string], { id: string; name: string }>(
  `select g.id, g.name from group_members m join groups g on g.organization_id = m.organization_id and g.id = m.group_id
   where m.user_id = $1 and m.by_hand and g.deleted_at is null order by g.name, g.id`,
  (row) => ({ id: text(row, 0), name: text(row, 1) }),
);

export type FieldChange = { readonly before: unknown; readonly after: unknown };
type MergeRow = {
  readonly uuid: string;
  readonly survivor: string;
  readonly fields: Readonly<Record<string, FieldChange>>;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
};
export const insertMerge = command<
  [
    id: string, survivor: string, merged: string, fields: string, roles: readonly string[], groups: readonly string[],
    now: string, by: string | null,
  ]
>(
  `insert into user_merges (organization_id, id, survivor_id, merged_id, fields, roles, groups, merged_at, merged_by)
   values (current_organization(), $1, $2, $3, $4, $5::text[], $6::uuid[], $7, $8)`,
); // prettier-ignore
export const lastMergeOf = statement<[merged: string], MergeRow>(
  `select id, survivor_id, fields, roles, groups from user_merges
   where merged_id = $1 and undone_at is null order by merged_at desc, id desc limit 1 for update`,
  (row) => ({
    uuid: text(row, 0),
    survivor: text(row, 1),
    fields: json(row, 2),
    roles: textArray(row, 3),
    groups: textArray(row, 4),
  }),
);
export const noteUndone = command<[id: string, now: string]>(
  "update user_merges set undone_at = $2 where id = $1",
);
export const pointAt = command<[merged: string, survivor: string | null]>(
  "update users set merged_into = $2 where id = $1",
);
