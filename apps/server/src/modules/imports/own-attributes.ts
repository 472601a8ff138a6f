import { attributePrefix, type ImportColumn } from "@atrium/contracts";
import type { Definition, Sight } from "#modules/attributes";

export type Known = { readonly key: string; readonly title: string; readonly as: ImportColumn["as"] };

const asOf: Partial<Record<Definition["type"], ImportColumn["as"]>> = {
  number: "number", boolean: "boolean", date: "date", multi_choice: "list",
}; // prettier-ignore

/** Custom attributes that the caller may bring in, with how their cells are read. */
export const attributesToBring = (sight: Sight): Known[] =>
  sight.visible
    .filter((definition) => sight.mayWrite(definition))
    .map(({ key, name, type }) => ({ key, title: name, as: asOf[type] ?? "text" }));

/** Columns of attributes hold what their definition says, unless they were said to hold something else. */
export function typedColumns(columns: readonly ImportColumn[], known: readonly Known[]): ImportColumn[] {
  const kinds = new Map(known.map(({ key, as }) => [attributePrefix + key, as]));
  return columns.map((column) =>
    column.as === "text" ? { ...column, as: kinds.get(column.field) ?? "text" } : column,
  );
}
