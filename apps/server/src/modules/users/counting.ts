import { userStatuses, type Output, type listUsers } from "@atrium/contracts";
import type { Filter } from "@atrium/filter";
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

/**
 * How a list learns its total: from the counters where the filter is about status alone, else by counting, up to a
 * bound unless the exact number was asked for.
 */
export function counting(
  filter: Filter,
  mode: Mode,
  condition: Condition,
  among: readonly string[] | null = null,
): { query: Query<unknown>; total: (rows: readonly unknown[]) => Total } | null {
  if (mode === "none") return null;
  const statuses = statusesOf(filter);
  if (statuses !== null) {
    return {
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
    query: countOf(filter, mode, among === null ? condition : within(condition, among)),
    total: (rows) => {
      const counted = Number(rows[0] ?? 0);
      return mode === "exact" || counted <= countBound
        ? { total: counted, totalKind: "exact" }
        : { total: countBound, totalKind: "at_least" };
    },
  };
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
