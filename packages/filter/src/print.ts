import type { Condition, FieldTest, Filter, FilterValue } from "./ast.ts";

/**
 * The canonical text of a filter: parsing it gives the filter back, provided it came from the parser or
 * from `and`, `or` and `not`, and is within the limits of a text.
 */
export function printFilter(filter: Filter): string {
  return filter.kind === "empty" ? "" : printCondition(filter);
}

function printCondition(condition: Condition): string {
  switch (condition.kind) {
    case "or":
      return condition.items.map(printCondition).join(" OR ");
    case "and":
      return condition.items
        .map((item) => (item.kind === "or" ? `(${printCondition(item)})` : printCondition(item)))
        .join(" ");
    case "not": {
      const { item } = condition;
      return item.kind === "and" || item.kind === "or"
        ? `-(${printCondition(item)})`
        : `-${printCondition(item)}`;
    }
    case "field":
      return `${condition.field}:${condition.tests.map(printTest).join(",")}`;
    case "term":
      return printText(condition.text, condition.prefix, reservedTerms);
  }
}

function printTest(test: FieldTest): string {
  switch (test.kind) {
    case "equals":
      return printValue(test.value);
    case "startsWith":
      return printText(test.text, true, reservedValues);
    case "compare":
      return `${test.operator}${printValue(test.value)}`;
    case "between":
      return `${printValue(test.from)}..${printValue(test.to)}`;
    case "none":
    case "any":
      return test.kind;
  }
}

function printValue(value: FilterValue): string {
  if (typeof value === "string") return printText(value, false, reservedValues);
  if (typeof value === "number") return printNumber(value);
  return typeof value === "boolean" ? String(value) : value.date;
}

const reservedTerms = /^(?:OR|AND|NOT)$/;
const reservedValues = /^(?:none|any)$/i;
const plain = /^[\p{L}\p{N}_@][\p{L}\p{M}\p{N}_@.+-]*$/u;

function printText(text: string, prefix: boolean, reserved: RegExp): string {
  const star = prefix ? "*" : "";
  if (plain.test(text) && !text.includes("..") && !reserved.test(text)) return text + star;
  return `"${text.replace(/["\\*]/g, "\\$&")}${star}"`;
}

/** Never with an exponent, which the grammar does not have. */
function printNumber(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(15).replace(/0+$/, "").replace(/\.$/, "") : text;
}
