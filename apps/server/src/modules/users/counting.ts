import { userStatuses, type Output, type listUsers } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
import type { Cache } from "#kernel/cache";
import type { Reader } from "#kernel/db/reader";
import { rangeOfWord } from "#kernel/filter-list";
import { dynamicQuery, type Parameter, type Query } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";
import { countBound, countByStatus, countByWord } from "./queries.ts";

type Total = Pick<Output<typeof listUsers>, "total" | "totalKind">;
type Condition = { where: string; values: readonly Parameter[] };
type Mode = "none" | "estimate" | "exact";

/** The statuses that a filter asks for and nothing else; null when it asks for more. */
export function statusesOf(filter: Filter): readonly string[] | null {
  if (filter.kind === "empty") return userStatuses.filter((status) => status !== "deleted");
  if (filter.kind !== "field" || filter.field !== "status") return null;
  const statuses = filter.tests.map((test) => (test.kind === "equals" ? test.value : null));
  return statuses.every((status) => typeof status === "string") ? statuses : null;
}

export const noTotal: Total = { total: null, totalKind: "none" };
const atLeast: Total = { total: countBound, totalKind: "at_least" };

type Counting = {
  readonly query: Query<unknown>;
  readonly total: (rows: readonly unknown[]) => Total;
  /** Whether it takes so little that it is asked together with the page, whatever the page will say. */
  readonly little: boolean;
};

/**
 * How a list learns its total: from the counters where the filter is about status alone, else by counting, up to a
 * bound unless the exact number was asked for.
 */
export function counting(
  filter: Filter,
  mode: Mode,
  condition: Condition,
  among: readonly string[] | null = null,
): Counting | null {
  if (mode === "none") return null;
  const statuses = statusesOf(filter);
  if (statuses !== null) {
    return {
      little: true,
      query: countByStatus(),
      total: (rows) => {
        const counts = rows as readonly { status: string; users: number }[];
        const total = counts.reduce(
          (sum, { status, users }) => sum + (statuses.includes(status) ? users : 0),
          0,
        );
        return { total, totalKind: "exact" };
      },
    };
  }
  return {
    little: false,
    query: countOf(filter, mode, among === null ? condition : within(condition, among)),
    total: (rows) => {
      const counted = Number(rows[0] ?? 0);
      return mode === "exact" || counted <= countBound ? { total: counted, totalKind: "exact" } : atLeast;
    },
  };
}

/**
 * The total of a list that cannot be told from its page. That there are more than the bound is remembered for a while:
 * to find it out takes longest where it changes least, and whoever turns the pages asks each time.
 */
export async function countedOrRemembered(
  db: Reader,
  { query, total }: Counting,
  { mode, crowded, key }: { mode: Mode; crowded: Cache<true>; key: string },
): Promise<Total> {
  if (mode === "estimate" && crowded.peek(key) === true) return atLeast;
  const counted = total(await db.query(query));
  if (counted.totalKind === "at_least") crowded.set(key, true);
  return counted;
}

function within({ where, values }: Condition, among: readonly string[]): Condition {
  return { where: `${where} and users.id = any($${values.length + 1}::uuid[])`, values: [...values, among] };
}

function countOf(filter: Filter, mode: "estimate" | "exact", condition: Condition): Query<number> {
  if (filter.kind === "term") {
    const { from, before } = rangeOfWord(filter.text);
    if (before !== null) return countByWord[mode](from, before);
  }
  const bound = mode === "exact" ? "" : `limit ${countBound + 1}`;
  const sql = `select count(*) from (select 1 from users where ${condition.where} ${bound}) as counted`;
  return dynamicQuery(sql, condition.values, (row) => integer(row, 0));
}
