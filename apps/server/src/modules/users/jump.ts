import { datePeriod, foldText, prefixEnd } from "@atrium/filter";
import type { Input, listUsers } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import type { Jump } from "#kernel/list";
import { fail } from "#kernel/operation";
import { userSortKeys } from "./fields.ts";

/** The last row of every thousand: with them a page in the middle of a million costs what the first costs. */
export type Marks = readonly { key: string; id: string }[];
const apart = 1000;
/** Rows of a filtered list have no marks, so they are passed over one by one; so far and no further. */
const furthest = 10_000;

const sortOf = (sort: string) => {
  const descending = sort.startsWith("-");
  const key = userSortKeys[descending ? sort.slice(1) : sort];
  return key === undefined ? fail("request.invalid") : { ...key, descending };
};

async function marksOf(db: Reader, sort: string): Promise<Marks> {
  const { sql, descending } = sortOf(sort);
  const order = descending ? "desc" : "asc";
  const passing = statement<[], { key: string; id: string }>(
    `select key, id from (
       select ${sql} as key, id, row_number() over (order by ${sql} ${order}, id ${order}) as n
       from users where deleted_at is null) numbered
     where n % ${apart} = 0 order by n`,
    (row) => ({ key: text(row, 0), id: text(row, 1) }),
  );
  return db.query(passing());
}

type Asked = Pick<Input<typeof listUsers>["query"], "sort" | "limit" | "cursor" | "page" | "from">;

const unfit = (pointer: string, detail: string): never =>
  fail("list.jump_unfit", { fields: [{ pointer, code: "unfit", detail }] });

/** Where a list begins that is asked for from a page or a letter on. */
export async function jumpOf(
  asked: Asked,
  list: { db: Reader; organizationId: string; whole: boolean; marks: Cache<Marks> },
): Promise<Jump | undefined> {
  const { sort, limit, cursor, page, from } = asked;
  if (cursor !== undefined || (page === undefined && from === undefined)) return undefined;
  if (page === undefined) {
    const key = keyAt(sort, from ?? "");
    return key === null ? undefined : { from: key };
  }
  if (from !== undefined) return unfit("/query/from", "is not asked together with a page");
  const skip = (page - 1) * limit;
  if (skip < apart) return { behind: null, skip };
  if (!list.whole) {
    if (skip > furthest) return unfit("/query/page", `lies behind the first ${furthest} rows of a filter`);
    return { behind: null, skip };
  }
  const marks = await list.marks.get(`${list.organizationId} ${sort}`, () => marksOf(list.db, sort));
  // Behind the last mark at most a thousand rows are left, of which the page then finds none.
  const at = Math.min(Math.floor(skip / apart), marks.length);
  return { behind: marks[at - 1] ?? null, skip: Math.min(skip - at * apart, apart) };
}

/** The key of a letter or a day, as the list is sorted; null where every row stands behind it. */
function keyAt(sort: string, from: string): string | null {
  const { cast, descending } = sortOf(sort);
  return cast === "text" ? letter(from, descending) : day(from, descending);
}

function letter(from: string, descending: boolean): string | null {
  const folded = foldText(from);
  return descending ? (prefixEnd(folded) ?? null) : folded;
}

function day(from: string, descending: boolean): string {
  if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(from)) return unfit("/query/from", "is a day, as 2026-01-31");
  const period = datePeriod(from, new Date(0));
  const at = descending ? period.to : period.from;
  return Number.isFinite(at) ? new Date(at).toISOString() : unfit("/query/from", "is no day");
}
