import { parseId } from "@atrium/contracts";
import { foldText, or, prefixEnd, type Condition, type FieldTest, type Filter } from "@atrium/filter";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag, text } from "#kernel/db/values";

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

/** Somebody whom only a deleted group knows is in none, but has not left it. */
const anyDeleted = statement<[], boolean>(
  "select exists (select 1 from groups where deleted_at is not null)",
  (row) => flag(row, 0),
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
      if (condition.field !== "group") return condition;
      const parts: Condition[] = [];
      const wanted = condition.tests.filter(named);
      if (wanted.length > 0) {
        const ids = await idsOf(db, wanted);
        const tests = ids.map((value) => ({ kind: "equals" as const, value }));
        parts.push({ kind: "field", field: "groupId", tests });
      }
      let rest = condition.tests.filter((test) => !named(test));
      if (rest.some(({ kind }) => kind === "none") && (await db.query(anyDeleted()))[0] !== true) {
        parts.push({ kind: "field", field: "groupless", tests: [{ kind: "any" }] });
        rest = rest.filter(({ kind }) => kind !== "none");
      }
      if (rest.length > 0) parts.push({ ...condition, tests: rest });
      const [first, ...others] = parts;
      return first === undefined ? condition : or(first, ...others);
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
