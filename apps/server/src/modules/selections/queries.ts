import { formatId, type Selection } from "@atrium/contracts";
import {
  command,
  dynamicQuery,
  statement,
  type Parameter,
  type Query,
  type RawRow,
} from "#kernel/db/statement";
import { integer, text, textArray, time } from "#kernel/db/values";

export const chunkSize = 10_000;

const columns = "id, size, created_at, expires_at";
function read(row: RawRow): Selection {
  return {
    id: formatId("selection", text(row, 0)),
    size: integer(row, 1),
    createdAt: time(row, 2),
    expiresAt: time(row, 3),
  };
}

export const insertSelection = command<[id: string, by: string, now: string, until: string]>(
  `insert into selections (organization_id, id, resource, size, digest, created_by, created_at, expires_at)
   values (current_organization(), $1, 'users', 0, '', $2, $3, $4)`,
);

/** Stores whom a condition finds, in the order of their ids, without a row of theirs leaving the database. */
export function fill(
  id: string,
  condition: { where: string; values: readonly Parameter[] },
  most: number,
): Query<void> {
  const at = (n: number): string => `$${condition.values.length + n}`;
  return dynamicQuery(
    `insert into selection_chunks (organization_id, selection_id, number, ids)
     select current_organization(), ${at(1)}::uuid, (place - 1) / ${chunkSize}, array_agg(id order by id)
     from (select users.id, row_number() over (order by users.id) as place
           from users where ${condition.where} limit ${at(2)}) chosen
     group by (place - 1) / ${chunkSize}`,
    [...condition.values, id, most],
    () => undefined,
  );
}

export const finishSelection = statement<[string], Selection>(
  `update selections set size = (select coalesce(sum(cardinality(ids)), 0) from selection_chunks where selection_id = $1),
     digest = (select encode(sha256(convert_to(coalesce(string_agg(md5(ids::text), '' order by number), ''), 'UTF8')), 'hex')
               from selection_chunks where selection_id = $1)
   where id = $1 returning ${columns}`,
  read,
);

export const sizeOf = statement<[string], number>(
  "select coalesce(sum(cardinality(ids)), 0) from selection_chunks where selection_id = $1",
  (row) => integer(row, 0),
);

/** Only whoever made it, and only in its time. */
export const findSelection = statement<[id: string, by: string, now: string], Selection>(
  `select ${columns} from selections where id = $1 and created_by = $2 and expires_at > $3`,
  read,
);

/** Kept for as long as a job may need it. */
export const keepUntil = command<[id: string, until: string]>(
  "update selections set expires_at = greatest(expires_at, $2) where id = $1",
);

/** A part of the set, by its place; from 1 as PostgreSQL counts. */
export const idsAt = statement<[id: string, chunk: number, from: number, to: number], string[]>(
  "select ids[$3:$4] from selection_chunks where selection_id = $1 and number = $2",
  (row) => textArray(row, 0),
);

export const dropExpired = statement<[string], string>(
  `delete from selections where (organization_id, id) in (
     select organization_id, id from selections where expires_at < $1 order by expires_at limit 100
   ) returning id`,
  (row) => text(row, 0),
);
