import type { FieldSpecs } from "@atrium/filter";

export type Suggestion = { readonly insert: string; readonly label: string; readonly detail: string | null };
/** What may stand in the place of a part of the text. */
export type Completion = {
  readonly from: number;
  readonly to: number;
  /** The field whose value is being written; null while a field is. */
  readonly field: string | null;
  readonly typed: string;
};

const ends = /[\s()]/;

/** The piece of a filter that the caret stands at the end of; null within quotes that are not about a value. */
export function pieceAt(text: string, caret: number): Completion {
  let from = caret;
  let quoted = false;
  while (from > 0) {
    const sign = text[from - 1] ?? "";
    if (sign === '"') quoted = !quoted;
    else if (!quoted && ends.test(sign)) break;
    from--;
  }
  // A quote that was never closed holds everything back to it, and what stands before it up to its field.
  const piece = text.slice(from, caret).replace(/^-/, "");
  const start = caret - piece.length;
  const colon = piece.indexOf(":");
  if (colon < 0) return { from: start, to: caret, field: null, typed: piece };
  const value = piece.slice(colon + 1);
  const last = value.lastIndexOf(",") + 1;
  const typed = value.slice(last);
  return { from: start + colon + 1 + last, to: caret, field: piece.slice(0, colon), typed };
}

const written = (value: string): string =>
  /[\s",():]/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value;
const plain = (typed: string): string => typed.replace(/^"/, "").replace(/"$/, "").toLowerCase();

const days = ["-7d", "-30d", "-90d", "-1y"];

/** Fields that begin so, or values of the field that is written. */
export function suggestions(
  { field, typed }: Completion,
  fields: FieldSpecs,
  values: readonly { value: string; count: number }[],
): Suggestion[] {
  const begin = plain(typed);
  if (field === null) {
    return Object.keys(fields)
      .filter((name) => name.toLowerCase().startsWith(begin) && name !== typed)
      .map((name) => ({ insert: `${name}:`, label: name, detail: null }));
  }
  const spec = fields[field];
  if (spec === undefined) return [];
  const known =
    spec.type === "enum"
      ? (spec.values ?? [])
      : spec.type === "boolean"
        ? ["true", "false"]
        : spec.type === "date"
          ? days.flatMap((ago) => [`>${ago}`, `<${ago}`])
          : [];
  const counted = new Map(values.map(({ value, count }) => [value, count]));
  return [...new Set([...known, ...counted.keys(), ...(spec.nullable === true ? ["none"] : [])])]
    .filter((value) => value.toLowerCase().startsWith(begin) && value.toLowerCase() !== begin)
    .map((value) => ({
      insert: `${value === "none" || known.includes(value) ? value : written(value)} `,
      label: value,
      detail: counted.has(value) ? String(counted.get(value)) : null,
    }));
}

/** The text with a suggestion taken, and where the caret then stands. */
export function completed(
  text: string,
  { from, to }: Completion,
  { insert }: Suggestion,
): { text: string; caret: number } {
  const rest = text.slice(to);
  const piece = rest.startsWith(" ") ? insert.trimEnd() : insert;
  return { text: text.slice(0, from) + piece + rest, caret: from + piece.length };
}
