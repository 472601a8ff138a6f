import type { Filter } from "@atrium/filter";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Parameter } from "#kernel/db/statement";
import { filterCondition, readFilter, type Filterable } from "#kernel/filter-list";
import { withAttributes, type Attributes } from "#modules/attributes";
import { userFilter } from "./fields.ts";
import { expandSegments } from "./named-filters.ts";
import { withGroupIds } from "./named-groups.ts";

/** Deleted people are shown only to who asks for them. */
function asksForDeleted(filter: Filter): boolean {
  switch (filter.kind) {
    case "field":
      return (
        filter.field === "status" &&
        filter.tests.some((test) => test.kind === "equals" && test.value === "deleted")
      );
    case "and":
    case "or":
      return filter.items.some(asksForDeleted);
    case "not":
      return false;
    default:
      return false;
  }
}

/** What a caller may ask of people, with the attributes that they see. */
export type FilterOf = (db: Reader, caller: Caller) => Promise<Filterable>;

export const filterOf =
  (attributes: Attributes): FilterOf =>
  async (db, caller) =>
    withAttributes(userFilter, await attributes.sightOf(db, caller));

export type UserCondition = { where: string; values: readonly Parameter[] };

export function conditionOf(filter: Filter, now: Date, filterable: Filterable = userFilter): UserCondition {
  if (filter.kind === "empty") return { where: "deleted_at is null", values: [] };
  const { where, values } = filterCondition(filterable, filter, now);
  // Of who was erased there is nothing to show.
  const seen = asksForDeleted(filter) ? "users.erased_at is null" : "deleted_at is null";
  return { where: `${seen} and ${where}`, values };
}

/** What a filter's text asks, in the organization that it is asked in. */
export async function askedBy(
  db: Reader,
  q: string | undefined,
  filterable: Filterable = userFilter,
): Promise<Filter> {
  if (q === undefined) return { kind: "empty" };
  return withGroupIds(db, await expandSegments(db, readFilter(filterable, q)));
}

/** Whom a filter's text means: the same people in a list, an export, a selection and a bulk act. */
export async function conditionOfText(
  db: Reader,
  q: string | undefined,
  now: Date,
  filterable: Filterable = userFilter,
): Promise<UserCondition> {
  return conditionOf(await askedBy(db, q, filterable), now, filterable);
}
