import { formatId, type Segment } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { integer, integerOrNull, text, textOrNull, time, timeOrNull } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

export type SegmentRow = Segment & { uuid: string };

const columns = [
  "id", "slug", "name", "description", "kind", "q", "people", "filled_at", "created_by", "created_at", "updated_at",
  "version",
] as const; // prettier-ignore

function read(row: RawRow): SegmentRow {
  const createdBy = textOrNull(row, 8);
  return {
    uuid: text(row, 0),
    id: formatId("segment", text(row, 0)),
    slug: text(row, 1),
    name: text(row, 2),
    description: textOrNull(row, 3),
    kind: text(row, 4) === "static" ? "static" : "live",
    q: text(row, 5),
    people: integerOrNull(row, 6),
    filledAt: timeOrNull(row, 7),
    createdBy: createdBy === null ? null : formatId("user", createdBy),
    createdAt: time(row, 9),
    updatedAt: time(row, 10),
    version: integer(row, 11),
  };
}

export const segmentList: ListSpec<SegmentRow> = {
  name: "segments",
  from: "segments",
  columns,
  idColumn: "id",
  sorts: { name: { sql: "name_key", cast: "text" }, createdAt: { sql: "created_at", cast: "timestamptz" } },
  read,
};

const all = columns.join(", ");
export const findSegment = statement<[id: string], SegmentRow>(
  `select ${all} from segments where id = $1`,
  read,
);
export const lockSegment = statement<[id: string], SegmentRow>(
  `select ${all} from segments where id = $1 for no key update`,
  read,
);
/** What could stand on a segment: a text that names it at all is then read. */
export const segmentsNaming = statement<[part: string], { slug: string; q: string }>(
  "select slug, q from segments where strpos(q, $1) > 0 limit 1000",
  (row) => ({ slug: text(row, 0), q: text(row, 1) }),
);

export const insertSegment = command<
  [
    id: string, slug: string, name: string, nameKey: string, description: string | null, kind: string, q: string,
    by: string | null, now: string,
  ]
>(
  `insert into segments (organization_id, id, slug, name, name_key, description, kind, q, created_by, created_at, updated_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
); // prettier-ignore
export const updateSegmentRow = command<
  [id: string, name: string, nameKey: string, description: string | null, q: string, now: string]
>(
  `update segments set name = $2, name_key = $3, description = $4, q = $5, updated_at = $6, version = version + 1
   where id = $1`,
);
export const emptySegment = command<[id: string]>(
  "update segments set people = null, filled_at = null, version = version + 1 where id = $1",
);
export const noteFilled = command<[id: string, now: string]>(
  `update segments set filled_at = $2, version = version + 1,
     people = (select count(*) from segment_members m where m.organization_id = segments.organization_id and m.segment_id = $1)
   where id = $1`,
);
export const dropMembers = statement<[id: string, most: number], number>(
  `with gone as (
     delete from segment_members where segment_id = $1 and user_id in (
       select user_id from segment_members where segment_id = $1 limit $2) returning 1)
   select count(*) from gone`,
  (row) => integer(row, 0),
);
export const deleteSegmentRow = command<[id: string]>("delete from segments where id = $1");
