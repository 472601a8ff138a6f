import { parseId } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { Problem, type FieldProblem } from "#kernel/problem";
import { checkValue, isEmptyValue } from "./check.ts";
import type { AttributeValues, Sight } from "./sight.ts";

/** `merge`: what is named over what stands. `replace`: what the caller may write and leaves out is emptied. */
export type Mode = "create" | "merge" | "replace";
type Settled = {
  readonly values: Record<string, unknown>;
  readonly problems: readonly FieldProblem[];
  readonly people: ReadonlyMap<string, string>;
};

const pointerTo = (key: string): string => `/attributes/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const peopleThere = statement<[ids: readonly string[]], string>(
  "select id from users where id = any($1::uuid[]) and deleted_at is null",
  (row) => text(row, 0),
);

/**
 * What a person's attributes become. An unknown one and one that the caller does not see are refused alike; what is
 * written as it stands is judged by nobody.
 */
export function settle(sight: Sight, wanted: AttributeValues, stands: AttributeValues, mode: Mode): Settled {
  const values: Record<string, unknown> = { ...stands };
  const problems: FieldProblem[] = [];
  const people = new Map<string, string>();
  const refuse = (key: string, code: string, detail: string): void =>
    void problems.push({ pointer: pointerTo(key), code, detail });

  const entries = new Map(Object.entries(wanted));
  if (mode === "replace") {
    for (const definition of sight.visible) {
      const { key } = definition;
      if (!entries.has(key) && Object.hasOwn(stands, key) && sight.mayWrite(definition))
        entries.set(key, null);
    }
  }
  for (const [key, value] of entries) {
    const before = Object.hasOwn(stands, key) ? stands[key] : null;
    const definition = sight.find(key);
    if (definition === undefined) {
      refuse(key, "unknown", "is no attribute here");
      continue;
    }
    if (same(value, before)) continue;
    if (!sight.mayWrite(definition)) {
      refuse(key, "read_only", "cannot be changed by you");
      continue;
    }
    if (isEmptyValue(value)) {
      if (definition.required) refuse(key, "required", "must not be empty");
      delete values[key];
      continue;
    }
    const checked = checkValue(value, definition);
    if ("code" in checked) {
      refuse(key, checked.code, checked.detail);
      continue;
    }
    values[key] = checked.value;
    if (definition.type === "reference") people.set(key, parseId("user", String(checked.value)) ?? "");
  }
  if (mode === "create") fillIn(sight, values, entries, refuse);
  return { values, problems, people };
}

/** New people have the usual values, also of what the caller does not see; what is required must be there then. */
function fillIn(
  sight: Sight,
  values: Record<string, unknown>,
  entries: ReadonlyMap<string, unknown>,
  refuse: (key: string, code: string, detail: string) => void,
): void {
  for (const definition of sight.all) {
    const { key, defaultValue, required } = definition;
    if (Object.hasOwn(values, key)) continue;
    if (!entries.has(key) && defaultValue !== null) values[key] = defaultValue;
    else if (required && !entries.has(key) && sight.find(key) !== undefined && sight.mayWrite(definition)) {
      refuse(key, "required", "must not be empty");
    }
  }
}

/** The same, with everybody who is referred to looked up; what speaks against it is told as bad input. */
export async function settledAttributes(
  db: Reader,
  sight: Sight,
  from: { wanted: AttributeValues; stands: AttributeValues; mode: Mode },
): Promise<Record<string, unknown>> {
  const { values, problems, people } = settle(sight, from.wanted, from.stands, from.mode);
  const there = people.size === 0 ? [] : await db.query(peopleThere([...people.values()]));
  const missing = [...people].flatMap(([key, id]) =>
    there.includes(id) ? [] : [{ pointer: pointerTo(key), code: "reference", detail: "is nobody here" }],
  );
  const all = [...problems, ...missing];
  if (all.length > 0) throw new Problem("request.invalid", { fields: all });
  return values;
}
