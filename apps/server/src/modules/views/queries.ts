import { formatId, viewLists, type View } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull, time } from "#kernel/db/values";

export type ViewRow = Omit<View, "own"> & { uuid: string; ownerUuid: string };

const all = "id, list, name, q, sort, columns, position, shared, created_at, updated_at, version, owner_id";

function read(row: RawRow): ViewRow {
  const list = text(row, 1);
  return {
    uuid: text(row, 0),
    id: formatId("view", text(row, 0)),
    list: viewLists.find((known) => known === list) ?? "users",
    name: text(row, 2),
    q: text(row, 3),
    sort: textOrNull(row, 4),
    columns: textArray(row, 5),
    position: integer(row, 6),
    shared: flag(row, 7),
    createdAt: time(row, 8),
    updatedAt: time(row, 9),
    version: integer(row, 10),
    ownerUuid: text(row, 11),
  };
}

/** The most that somebody keeps, and the most that are shared in all. */
export const mostViews = 100;

export const viewsFor = statement<[owner: string, list: string], ViewRow>(
  `(select ${all} from views where owner_id = $1 and list = $2 order by position, id limit ${mostViews})
   union all
   (select ${all} from views where list = $2 and shared and owner_id <> $1 order by position, id limit ${mostViews})`,
  read,
);
export const countOwn = statement<[owner: string], number>(
  "select count(*) from views where owner_id = $1",
  (row) => integer(row, 0),
);
export const countShared = statement<[], number>("select count(*) from views where shared", (row) =>
  integer(row, 0),
);
export const lockView = statement<[id: string], ViewRow>(
  `select ${all} from views where id = $1 for no key update`,
  read,
);
export const insertView = statement<
  [
    id: string, owner: string, list: string, name: string, q: string, sort: string | null, columns: readonly string[],
    now: string,
  ],
  ViewRow
>(
  `insert into views (organization_id, id, owner_id, list, name, q, sort, columns, position, created_at, updated_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7::text[],
     (select coalesce(max(position), 0) + 1 from views where owner_id = $2 and list = $3), $8, $8)
   returning ${all}`,
  read,
); // prettier-ignore
export const updateViewRow = statement<
  [
    id: string, name: string, q: string, sort: string | null, columns: readonly string[], position: number,
    shared: boolean, now: string,
  ],
  ViewRow
>(
  `update views set name = $2, q = $3, sort = $4, columns = $5::text[], position = $6, shared = $7, updated_at = $8,
     version = version + 1
   where id = $1 returning ${all}`,
  read,
); // prettier-ignore
export const deleteViewRow = command<[id: string]>("delete from views where id = $1");
