import { combine, emptyFilter, not } from "./ast.ts";
import type { Condition, FieldTest, Filter } from "./ast.ts";
import { errorCollector } from "./errors.ts";
import type { FilterError, Report } from "./errors.ts";
import { fieldLookup } from "./fields.ts";
import type { FieldLookup, FieldSpecs } from "./fields.ts";
import { foldText } from "./fold.ts";
import { readTokens } from "./lexer.ts";
import type { Token } from "./lexer.ts";
import { readTest } from "./values.ts";

export type ParsedFilter =
  | { readonly ok: true; readonly filter: Filter }
  | { readonly ok: false; readonly errors: readonly FilterError[] };

interface Parser {
  readonly tokens: readonly Token[];
  readonly fields: FieldLookup;
  readonly report: Report;
  readonly end: number;
  at: number;
}

/**
 * Reads a filter text against the fields one may ask about. Never throws, never ignores a part it does not
 * understand. `OR` binds loosest, then `AND` (also implied by a space), then `NOT` and `-`.
 */
export function parseFilter(text: string, fields: FieldSpecs): ParsedFilter {
  const { errors, report } = errorCollector();
  const tokens = readTokens(text, report);
  if (tokens === undefined) return { ok: false, errors };
  if (tokens.length === 0) return { ok: true, filter: emptyFilter };

  const parser: Parser = { tokens, fields: fieldLookup(fields), report, end: text.length, at: 0 };
  let condition = parseOr(parser);
  while (parser.at < tokens.length) {
    // Only a closing parenthesis stops the outermost level; reading on finds the other errors.
    reportHere(parser, "unopened_parenthesis");
    parser.at += 1;
    if (parser.at < tokens.length) condition = parseOr(parser);
  }
  if (errors.length > 0 || condition === undefined) return { ok: false, errors };
  return { ok: true, filter: condition };
}

function parseOr(parser: Parser): Condition | undefined {
  const items = [parseAnd(parser)];
  while (peek(parser) === "or") {
    parser.at += 1;
    items.push(parseAnd(parser));
  }
  return combineAll("or", items);
}

function parseAnd(parser: Parser): Condition | undefined {
  const items = [parseNot(parser)];
  for (
    let next = peek(parser);
    next !== undefined && next !== "close" && next !== "or";
    next = peek(parser)
  ) {
    if (next === "and") parser.at += 1;
    items.push(parseNot(parser));
  }
  return combineAll("and", items);
}

function combineAll(kind: "and" | "or", items: readonly (Condition | undefined)[]): Condition | undefined {
  const [first, ...rest] = items.filter((item) => item !== undefined);
  return first === undefined ? undefined : combine(kind, first, rest);
}

function parseNot(parser: Parser): Condition | undefined {
  let negated = false;
  for (; peek(parser) === "not"; parser.at += 1) negated = !negated;
  const condition = parseOperand(parser);
  return negated && condition !== undefined ? not(condition) : condition;
}

function parseOperand(parser: Parser): Condition | undefined {
  const token = parser.tokens[parser.at];
  if (token === undefined || token.kind === "close" || token.kind === "or" || token.kind === "and") {
    return reportHere(parser, "missing_operand");
  }
  parser.at += 1;
  if (token.kind === "open") {
    const condition = parseOr(parser);
    if (peek(parser) === "close") parser.at += 1;
    else parser.report("unclosed_parenthesis", token);
    return condition;
  }
  if (token.kind === "term") return parseTerm(parser, token);
  return token.kind === "clause" ? parseClause(parser, token) : undefined;
}

function parseTerm(parser: Parser, token: Extract<Token, { kind: "term" }>): Condition | undefined {
  const { text, prefix } = token.piece;
  // A term that folds to nothing would match everything.
  if (foldText(text).trim() !== "") return { kind: "term", text, prefix };
  parser.report(prefix ? "empty_prefix" : "empty_value", token);
  return undefined;
}

function parseClause(parser: Parser, token: Extract<Token, { kind: "clause" }>): Condition | undefined {
  const { report } = parser;
  const field = parser.fields.find(token.name);
  if (field === undefined) {
    const suggestion = parser.fields.suggest(token.name);
    const details = { value: token.name, ...(suggestion === undefined ? {} : { suggestion }) };
    report("unknown_field", { position: token.position, length: token.name.length }, details);
    return undefined;
  }
  const tests: FieldTest[] = [];
  for (const value of token.values) {
    if (value.operator === "!=" && token.values.length > 1) {
      report("not_equal_in_list", value, { field: field.name });
      continue;
    }
    const test = readTest(field, value, report);
    if (test !== undefined) tests.push(test);
  }
  const condition: Condition = { kind: "field", field: field.name, tests };
  return token.values[0]?.operator === "!=" ? not(condition) : condition;
}

function peek(parser: Parser): Token["kind"] | undefined {
  return parser.tokens[parser.at]?.kind;
}

function reportHere(parser: Parser, code: "missing_operand" | "unopened_parenthesis"): undefined {
  parser.report(code, parser.tokens[parser.at] ?? { position: parser.end, length: 0 });
}
