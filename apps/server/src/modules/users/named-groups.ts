import { parseId } from "@atrium/contracts";
import { foldText, or, prefixEnd, type Condition, type FieldTest, type Filter } from "@atrium/filter";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";

/** A group by its id, its slug or its whole name. */
const groupsNamed = statement<[ids: readonly string[], words: readonly string[]], string>(
  `select id from groups where deleted_at is null
     and (id = any($1::uuid[]) or slug = any($2::text[]) or name_key = any($2::text[]))`,
  (row) => text(row, 0),
);
const groupsBeginning = statement<[from: string, before: string], string>(
  "select id from groups where deleted_at is null and slug >= $1 and slug < $2 order by slug limit 1000",
  (row) => text(row, 0),
);

type Wanted = Extract<FieldTest, { kind: "equals" | "startsWith" }>;
const named = (test: FieldTest): test is Wanted => test.kind === "equals" || test.kind === "startsWith";

async function idsOf(db: Reader, tests: readonly Wanted[]): Promise<string[]> {
  const found: string[] = [];
  const words = tests.flatMap((test) =>
    test.kind === "equals" && typeof test.value === "string" ? [test.value] : [],
  );
  const ids = words.flatMap((word) => parseId("group", word) ?? []);
  if (words.length > 0) found.push(...(await db.query(groupsNamed(ids, words.map(foldText)))));
  for (const test of tests) {
    if (test.kind !== "startsWith") continue;
    const from = foldText(test.text);
    const before = prefixEnd(from);
    if (before !== undefined) found.push(...(await db.query(groupsBeginning(from, before))));
  }
  return [...new Set(found)];
}

async function resolved(db: Reader, condition: Condition): Promise<Condition> {
  switch (condition.kind) {
    case "and":
    case "or": {
      const items: Condition[] = [];
      for (const item of condition.items) items.push(await resolved(db, item));
      return { kind: condition.kind, items };
    }
    case "not":
      return { kind: "not", item: await resolved(db, condition.item) };
    case "term":
      return condition;
    case "field": {
      if (condition.field !== "group" || !condition.tests.some(named)) return condition;
      const ids = await idsOf(db, condition.tests.filter(named));
      const byId: Condition = {
        kind: "field",
        field: "groupId",
        tests: ids.map((value) => ({ kind: "equals", value })),
      };
      const rest = condition.tests.filter((test) => !named(test));
      return rest.length === 0 ? byId : or(byId, { ...condition, tests: rest });
    }
  }
}

/**
 * Names the groups that a filter asks for by their ids. PostgreSQL knows how many belong to each of them and begins at
 * the group or at the people, whichever is the shorter way; of a slug it knows nothing.
 */
export function withGroupIds(db: Reader, filter: Filter): Promise<Filter> {
  return filter.kind === "empty" ? Promise.resolve(filter) : resolved(db, filter);
}
