import type { FieldTest, OrderedValue } from "./ast.ts";
import { canonicalDate, isRelativeDate } from "./dates.ts";
import type { FilterErrorCode, FilterErrorDetails, Report } from "./errors.ts";
import { nearest } from "./fields.ts";
import type { FieldSpec } from "./fields.ts";
import { foldText } from "./fold.ts";
import type { WrittenValue } from "./lexer.ts";

export interface NamedField {
  readonly name: string;
  readonly spec: FieldSpec;
}

/** The test a written value asks for; undefined after an error, which has been reported. */
export function readTest(field: NamedField, written: WrittenValue, report: Report): FieldTest | undefined {
  const { operator, piece } = written;
  const { name, spec } = field;
  const ordered = spec.type === "number" || spec.type === "date";
  const compared = operator !== "=" && operator !== "!=";
  const fail: Fail = (code, details = {}) => {
    report(code, written, { field: name, value: piece.text, ...details });
    return undefined;
  };

  if (piece.text === "" && !piece.prefix && !(piece.literal && spec.type === "text"))
    return fail("empty_value");
  const keyword = piece.literal || piece.prefix ? undefined : emptinessTest(spec, piece.text);
  if (keyword !== undefined) {
    if (compared) return fail("keyword_not_comparable");
    return spec.nullable === true || spec.many === true ? keyword : fail("never_empty");
  }
  if (compared && !ordered) return fail("comparison_not_allowed");
  if (piece.prefix) {
    if (spec.type !== "text") return fail("prefix_not_allowed");
    return foldText(piece.text) === "" ? fail("empty_prefix") : { kind: "startsWith", text: piece.text };
  }
  if (piece.range !== undefined) {
    if (!ordered || operator !== "=") return fail("range_not_allowed");
    return readRange(piece.range, (text) => readOrdered(field, text, fail));
  }
  if (compared) {
    const value = readOrdered(field, piece.text, fail);
    return value === undefined ? undefined : { kind: "compare", operator, value };
  }
  return readEquals(field, piece.text, fail);
}

type Fail = (code: FilterErrorCode, details?: FilterErrorDetails) => undefined;

function emptinessTest(spec: FieldSpec, text: string): FieldTest | undefined {
  const word = text.toLowerCase();
  if (word !== "none" && word !== "any") return undefined;
  const mayBeEmpty = spec.nullable === true || spec.many === true;
  if (!mayBeEmpty && spec.type === "enum" && matchEnum(spec, text) !== undefined) return undefined;
  return { kind: word };
}

function readRange(
  range: { readonly from: string; readonly to: string },
  read: (text: string) => OrderedValue | undefined,
): FieldTest | undefined {
  if (range.from === "" && range.to !== "") {
    const value = read(range.to);
    return value === undefined ? undefined : { kind: "compare", operator: "<=", value };
  }
  const from = read(range.from);
  if (from === undefined) return undefined;
  if (range.to === "") return { kind: "compare", operator: ">=", value: from };
  const to = read(range.to);
  return to === undefined ? undefined : { kind: "between", from, to };
}

function readEquals(field: NamedField, text: string, fail: Fail): FieldTest | undefined {
  const { spec } = field;
  if (spec.type === "enum") {
    const value = matchEnum(spec, text);
    if (value !== undefined) return { kind: "equals", value };
    const suggestion = nearest(text, spec.values ?? []);
    return fail("unknown_value", suggestion === undefined ? {} : { suggestion });
  }
  if (spec.type === "boolean") {
    const word = text.toLowerCase();
    if (word !== "true" && word !== "false") return fail("bad_boolean");
    return { kind: "equals", value: word === "true" };
  }
  if (spec.type === "number" || spec.type === "date") {
    if (spec.type === "date" && isRelativeDate(text)) return fail("relative_needs_comparison");
    const value = readOrdered(field, text, fail);
    return value === undefined ? undefined : { kind: "equals", value };
  }
  return { kind: "equals", value: text };
}

function matchEnum(spec: FieldSpec, text: string): string | undefined {
  const word = text.toLowerCase();
  if (spec.values === undefined) return text;
  if (spec.values.includes(text)) return text;
  return spec.values.find((value) => value.toLowerCase() === word);
}

function readOrdered(field: NamedField, text: string, fail: Fail): OrderedValue | undefined {
  if (field.spec.type === "number") return readNumber(text) ?? fail("bad_number", { value: text });
  const date = canonicalDate(text);
  return date === undefined ? fail("bad_date", { value: text }) : { date };
}

/** Fifteen digits are what a number keeps exactly; more would silently become another number. */
function readNumber(text: string): number | undefined {
  if (text.length > 17 || !/^-?\d+(?:\.\d+)?$/.test(text)) return undefined;
  if (text.replace(/[-.]/g, "").length > 15) return undefined;
  return Number(text) + 0;
}
