import { formatId, parseId } from "@atrium/contracts";
import type { FieldSpec } from "@atrium/filter";
import type { Filterable } from "#kernel/filter-list";
import type { ColumnSpec } from "#kernel/filter-sql";
import type { SortKey } from "#kernel/list";
import type { Definition } from "./definitions.ts";
import type { Sight } from "./sight.ts";

export const attributePrefix = "attributes.";

const kindOf = ({ type }: Definition): "t" | "n" | "d" =>
  type === "number" ? "n" : type === "date" ? "d" : "t";

/** Attributes that can be asked for: indexed for all people, and of a type that has an order or values. */
export const askable = ({ visible }: Sight): Definition[] =>
  visible.filter(({ indexed, indexState, type }) => indexed && indexState === "ready" && type !== "json");

function fieldOf({ type, choices }: Definition): FieldSpec {
  switch (type) {
    case "number":
    case "boolean":
    case "date":
      return { type, nullable: true };
    case "choice":
    case "multi_choice":
      return {
        type: "enum",
        values: choices.map(({ value }) => value),
        nullable: true,
        many: type === "multi_choice",
      };
    case "reference":
      return { type: "id", nullable: true };
    default:
      return { type: "text", nullable: true };
  }
}

/** The value's row as a condition; the id is one of ours and not of a request. */
const rowOf = (definition: Definition, condition: string): string =>
  `select 1 from attribute_values held where held.organization_id = users.organization_id and held.user_id = users.id
     and held.definition_id = '${definition.uuid}' and held.kind = '${kindOf(definition)}' and held.present and ${condition}`;

function columnOf(definition: Definition): ColumnSpec {
  const exists = (condition: string): string => `exists (${rowOf(definition, condition)})`;
  switch (definition.type) {
    case "number":
      return { sql: "held.number_key", cast: "numeric", exists };
    case "date":
      return { sql: "held.time_key", cast: "timestamptz", exists };
    case "boolean":
      return { sql: "(held.text_key = 'true')", cast: "boolean", exists };
    case "reference": {
      const decode = (value: string): string | null => {
        const id = parseId("user", value);
        return id === null ? null : formatId("user", id);
      };
      return { sql: "held.text_key", cast: "text", decode, exists };
    }
    case "text":
      return { sql: "held.text_key", cast: "text", fold: true, exists };
    default:
      return { sql: "held.text_key", cast: "text", exists };
  }
}

/** What can be asked of people, with the attributes that the reader sees: by `attributes.` and their key, or the key alone. */
export function withAttributes(base: Filterable, sight: Sight): Filterable {
  const asked = askable(sight);
  if (asked.length === 0) return base;
  const taken = new Set(
    Object.entries(base.fields).flatMap(([name, { aliases }]) =>
      [name, ...(aliases ?? [])].map((each) => each.toLowerCase()),
    ),
  );
  const alone = (key: string): readonly string[] => (taken.has(key.toLowerCase()) ? [] : [key]);
  const named = (definition: Definition): string => attributePrefix + definition.key;
  return {
    ...base,
    fields: {
      ...base.fields,
      ...Object.fromEntries(
        asked.map((each) => [named(each), { ...fieldOf(each), aliases: alone(each.key) }]),
      ),
    },
    columns: { ...base.columns, ...Object.fromEntries(asked.map((each) => [named(each), columnOf(each)])) },
  };
}

export type AttributeSort = {
  readonly name: string;
  readonly from: string;
  readonly idColumn: string;
  readonly key: SortKey;
};

/** How people are put in the order of an attribute; who has no value stands at the front of it. */
export function sortBy(sight: Sight, sort: string): AttributeSort | null {
  const name = sort.startsWith("-") ? sort.slice(1) : sort;
  const definition = askable(sight).find(({ key }) => name === attributePrefix + key);
  if (definition === undefined) return null;
  const kind = kindOf(definition);
  const column = kind === "n" ? "number_key" : kind === "d" ? "time_key" : "text_key";
  return {
    name,
    from: `users join attribute_values sorted on sorted.organization_id = users.organization_id
      and sorted.user_id = users.id and sorted.definition_id = '${definition.uuid}' and sorted.kind = '${kind}' and sorted.place = 0`,
    idColumn: "sorted.user_id",
    key: { sql: `sorted.${column}`, cast: kind === "n" ? "float8" : kind === "d" ? "timestamptz" : "text" },
  };
}
