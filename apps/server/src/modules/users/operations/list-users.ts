import { listUsers } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Lists } from "#kernel/list";
import type { Reader } from "#kernel/db/reader";
import { fail, operation } from "#kernel/operation";
import { attributePrefix, sortBy, withAttributes, type Attributes, type Sight } from "#modules/attributes";
import { askedBy, conditionOf } from "../condition.ts";
import { countedOrRemembered, counting, noTotal } from "../counting.ts";
import { userFilter, userSortKeys } from "../fields.ts";
import { jumpOf, type Marks } from "../jump.ts";
import { narrowed } from "../narrow.ts";
import type { RightsOfRoles } from "#modules/access";
import { abilitiesFor } from "../policy.ts";
import { attributesOfMany, readSummary, summaryColumns } from "../queries.ts";

const spec = {
  name: "users",
  from: "users",
  columns: summaryColumns,
  idColumn: "id",
  sorts: userSortKeys,
  read: readSummary,
};

export type ListDeps = {
  readonly marks: Cache<Marks>;
  /** Values that many hold. */
  readonly frequent: Cache<true>;
  /** Filters that more people fulfil than are counted. */
  readonly crowded: Cache<true>;
  readonly attributes: Attributes;
};

/** The columns of attributes that were asked for, of those that the caller sees. */
async function attributeColumns(db: Reader, sight: Sight, wanted: readonly string[], ids: readonly string[]) {
  const unknown = wanted.filter((key) => sight.find(key) === undefined);
  if (unknown.length > 0) {
    const detail = `is no attribute here: ${unknown.join(", ")}`;
    fail("request.invalid", { fields: [{ pointer: "/query/attributes", code: "unknown", detail }] });
  }
  if (wanted.length === 0 || ids.length === 0) return null;
  const rows = new Map(await db.query(attributesOfMany(ids)));
  return (id: string) =>
    Object.fromEntries(Object.entries(rows.get(id) ?? {}).filter(([key]) => wanted.includes(key)));
}

export const listUsersOperation = (
  lists: Lists,
  rightsOf: RightsOfRoles,
  { marks, frequent, crowded, attributes }: ListDeps,
) =>
  operation(listUsers, async ({ db, asSystem, caller, now }, { query }) => {
    const sight = await attributes.sightOf(db, caller);
    const filterable = withAttributes(userFilter, sight);
    const filter = await askedBy(db, query.q, filterable);
    const condition = conditionOf(filter, now, filterable);
    const { sort, limit, cursor, count } = query;
    const own = sort.includes(attributePrefix) ? sortBy(sight, sort) : null;
    const whole = filter.kind === "empty";
    const jump = await jumpOf(query, {
      db,
      organizationId: caller.organizationId ?? "",
      whole: whole && own === null,
      marks,
    });
    const listed =
      own === null
        ? spec
        : { ...spec, from: own.from, idColumn: own.idColumn, sorts: { [own.name]: own.key } };
    const among = await narrowed(filter, {
      system: asSystem(),
      organizationId: caller.organizationId ?? "",
      frequent,
    });
    const prepared = whole && own === null;
    const page = lists(listed, { sort, limit, cursor, jump, ...condition, among, prepared });
    const counter = counting(filter, count, condition, among);
    const [rows, counted] = counter?.little
      ? await db.queries(page.query, counter.query)
      : [await db.query(page.query), null];
    const { items, next, previous } = page.finish(rows);
    const totals = async () => {
      if (counter === null) return noTotal;
      if (counted !== null) return counter.total(counted);
      const isWhole = next === null && cursor === undefined && jump === undefined;
      if (isWhole) return { total: items.length, totalKind: "exact" as const };
      const key = JSON.stringify([caller.organizationId, condition]);
      return countedOrRemembered(db, counter, { mode: count, crowded, key });
    };
    const total = await totals();
    const abilities = await abilitiesFor(caller, { db, rightsOf, rows: items });
    const wanted = query.attributes ?? [];
    const values = await attributeColumns(
      db,
      sight,
      wanted,
      items.map(({ uuid }) => uuid),
    );
    return {
      items: items.map((item) =>
        Object.assign(item, { abilities: abilities(item) }, values && { attributes: values(item.uuid) }),
      ),
      next,
      previous,
      ...total,
    };
  });
