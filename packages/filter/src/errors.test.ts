import { describe, expect, it } from "vitest";
import { describeFilterError, filterErrorText } from "./errors.ts";
import type { FilterErrorCode } from "./errors.ts";
import { exampleFields } from "./examples.fixture.ts";
import type { FieldSpecs } from "./fields.ts";
import { parseFilter } from "./parser.ts";

function errorsOf(text: string, fields: FieldSpecs = exampleFields) {
  const result = parseFilter(text, fields);
  return result.ok ? [] : result.errors;
}
const codes = (text: string) => errorsOf(text).map((error) => error.code);

const refused: [text: string, code: FilterErrorCode, position: number, length: number][] = [
  ["a\u0000", "bad_character", 1, 1],
  ["name:\ud800", "bad_character", 5, 1],
  ["foo(bar)", "unexpected_character", 3, 1],
  ['a"b"', "unexpected_character", 1, 1],
  ['"a"b', "unexpected_character", 3, 1],
  ["created>2026", "unexpected_character", 7, 1],
  [":x", "unexpected_character", 0, 1],
  ["status,role:x", "unexpected_character", 11, 1],
  ["name:!x", "unexpected_character", 5, 1],
  ['a "b c', "unclosed_quote", 2, 1],
  ["a\\", "dangling_escape", 1, 1],
  ["name:a*b", "wildcard_position", 6, 1],
  ['"a*b"', "wildcard_position", 2, 1],
  ["a (b", "unclosed_parenthesis", 2, 1],
  ["a) b", "unopened_parenthesis", 1, 1],
  ["()", "missing_operand", 1, 1],
  ["a OR", "missing_operand", 4, 0],
  ["AND a", "missing_operand", 0, 3],
  ["a OR OR b", "missing_operand", 5, 2],
  ["NOT", "missing_operand", 3, 0],
  ["a - b", "dangling_negation", 2, 1],
  ["colour:red", "unknown_field", 0, 6],
  ["status: active", "empty_value", 7, 0],
  ["status:active,", "empty_value", 14, 0],
  ['status:""', "empty_value", 7, 2],
  ['""', "empty_value", 0, 2],
  ["*", "empty_prefix", 0, 1],
  ["name:*", "empty_prefix", 5, 1],
  ["name:\u0301*", "empty_prefix", 5, 2],
  ["status:activ", "unknown_value", 7, 5],
  ["verified:yes", "bad_boolean", 9, 3],
  ["logins:1e3", "bad_number", 7, 3],
  ["logins:1234567890123456", "bad_number", 7, 16],
  ["created:2026-02-30", "bad_date", 8, 10],
  ["created:..", "bad_date", 8, 2],
  ["created:0999-01-01", "bad_date", 8, 10],
  ["created:>-501y", "bad_date", 8, 6],
  ["created:-90d", "relative_needs_comparison", 8, 4],
  ["name:>m", "comparison_not_allowed", 5, 2],
  ["name:a..m", "range_not_allowed", 5, 4],
  ["logins:>1..2", "range_not_allowed", 7, 5],
  ["role:adm*", "prefix_not_allowed", 5, 4],
  ["created:none", "never_empty", 8, 4],
  ["score:>none", "keyword_not_comparable", 6, 5],
  ["status:!=active,pending", "not_equal_in_list", 7, 8],
];

describe("a filter that cannot be understood", () => {
  it.each(refused)("%j is refused with %s", (text, code, position, length) => {
    expect(errorsOf(text)).toMatchObject([{ code, position, length }]);
  });

  it("never reaches inherited properties by a field name", () => {
    for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty", "constructor.prototype"]) {
      expect(codes(`${name}:x`)).toEqual(["unknown_field"]);
      expect(codes(`-${name}:any`)).toEqual(["unknown_field"]);
    }
  });

  it("suggests the nearest name or value, and only names that were given", () => {
    expect(errorsOf("staus:active")[0]?.details.suggestion).toBe("status");
    expect(errorsOf("creatdAt:2026")[0]?.details.suggestion).toBe("created");
    expect(errorsOf("status:suspend")[0]?.details.suggestion).toBe("suspended");
    expect(errorsOf("staus:active", { name: { type: "text" } })[0]?.details).toEqual({ value: "staus" });
  });

  it("suggests a name for the first few slips only", () => {
    const suggested = errorsOf("staus:x ".repeat(8)).filter((error) => error.details.suggestion);
    expect(suggested).toHaveLength(5);
  });

  it("reports every slip once", () => {
    expect(codes("colour:red status:activ logins:x )")).toEqual([
      "unknown_field",
      "unknown_value",
      "bad_number",
      "unopened_parenthesis",
    ]);
  });

  it("is described in English, or by a table in another language", () => {
    const [error] = errorsOf("staus:active");
    expect(error?.message).toBe(
      'There is no field "staus" here. Put the text in quotes to search for it. Did you mean "status"?',
    );
    const table = {
      ...filterErrorText,
      unknown_field: "Kein Feld {value}.",
      did_you_mean: "Vielleicht {suggestion}?",
    };
    expect(error && describeFilterError(error, table)).toBe("Kein Feld staus. Vielleicht status?");
  });

  it("keeps what it quotes short, and takes replacement patterns as text", () => {
    expect(errorsOf(`${"x".repeat(500)}:1`)[0]?.message.length).toBeLessThan(200);
    expect(errorsOf("$&:1")[0]?.message).toContain('"$&"');
  });
});

describe("limits", () => {
  it("hold for characters, terms, depth, values and errors", () => {
    expect(codes("a".repeat(2001))).toEqual(["too_long"]);
    expect(codes("a".repeat(2000))).toEqual([]);
    expect(codes("a ".repeat(51))).toEqual(["too_many_terms"]);
    expect(codes("a ".repeat(50))).toEqual([]);
    expect(codes(`${"(".repeat(11)}a${")".repeat(11)}`)).toEqual(["too_deep"]);
    expect(codes(`${"(".repeat(10)}a${")".repeat(10)}`)).toEqual([]);
    expect(codes(`name:${"a,".repeat(200)}a`)).toEqual(["too_many_values"]);
    expect(codes(`name:${"a,".repeat(199)}a`)).toEqual([]);
    expect(codes(")".repeat(100))).toHaveLength(20);
  });

  it("leave nothing to recurse into", () => {
    for (const evil of ["-", "NOT ", "(", "(-", "a OR (", "-(("]) {
      expect(() => parseFilter(evil.repeat(2000 / evil.length), exampleFields)).not.toThrow();
    }
  });
});
