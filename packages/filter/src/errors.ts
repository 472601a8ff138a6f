import { filterLimits } from "./limits.ts";

/** English text of each error. The keys are stable: a translation is another table with the same keys. */
export const filterErrorText = {
  too_long: `A filter has at most ${filterLimits.characters} characters.`,
  too_many_terms: `A filter has at most ${filterLimits.terms} terms.`,
  too_many_values: `A list has at most ${filterLimits.values} values.`,
  too_deep: `Parentheses nest at most ${filterLimits.depth} deep.`,
  bad_character: "This character cannot be used in a filter.",
  unexpected_character: 'Unexpected "{value}". Put the text in quotes to search for it.',
  unclosed_quote: "This quote is never closed.",
  dangling_escape: "A backslash needs a character after it.",
  wildcard_position: "A star may only end a value. Write \\* for the star itself.",
  unclosed_parenthesis: "This parenthesis is never closed.",
  unopened_parenthesis: "This parenthesis was never opened.",
  missing_operand: "Something to match is missing here.",
  dangling_negation: 'A minus must touch what it negates. Write "-" in quotes for the minus itself.',
  unknown_field: 'There is no field "{value}" here. Put the text in quotes to search for it.',
  empty_value: "A value is missing here.",
  empty_prefix: "A star needs at least one letter or digit before it.",
  unknown_value: '"{value}" is not a value of {field}.',
  bad_boolean: "{field} is true or false.",
  bad_number: "{field} takes a number of at most 15 digits, such as 42 or -0.5.",
  bad_date: "{field} takes a date such as 2026-01-31, 2026-01-31T09:30Z or -90d.",
  relative_needs_comparison: "A relative date needs a comparison, such as {field}:>{value}.",
  comparison_not_allowed: "{field} has no order, so it cannot be compared.",
  range_not_allowed: "{field} has no order, so it takes no range. Put a value with two dots in quotes.",
  prefix_not_allowed: "{field} takes whole values only.",
  never_empty: '{field} always has a value. Put "{value}" in quotes to look for the word.',
  keyword_not_comparable: '"none" and "any" take no comparison. Put the word in quotes to look for it.',
  not_equal_in_list: "!= takes one value. Negate the list instead: -{field}:a,b.",
  did_you_mean: 'Did you mean "{suggestion}"?',
} as const;

export type FilterErrorCode = Exclude<keyof typeof filterErrorText, "did_you_mean">;
export type FilterErrorTable = Readonly<Record<keyof typeof filterErrorText, string>>;

export interface FilterErrorDetails {
  readonly field?: string;
  readonly value?: string;
  readonly suggestion?: string;
}

export interface FilterError {
  readonly code: FilterErrorCode;
  readonly message: string;
  /** In UTF-16 units of the text as given. */
  readonly position: number;
  readonly length: number;
  readonly details: FilterErrorDetails;
}

export function describeFilterError(
  error: Pick<FilterError, "code" | "details">,
  table: FilterErrorTable = filterErrorText,
): string {
  const sentence = fill(table[error.code], error.details);
  if (error.details.suggestion === undefined) return sentence;
  return `${sentence} ${fill(table.did_you_mean, error.details)}`;
}

function fill(template: string, details: FilterErrorDetails): string {
  return template.replace(/\{(field|value|suggestion)\}/g, (_, name: keyof FilterErrorDetails) =>
    shorten(details[name] ?? ""),
  );
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60).toWellFormed()}…` : value;
}

export interface Place {
  readonly position: number;
  readonly length: number;
}

export type Report = (code: FilterErrorCode, place: Place, details?: FilterErrorDetails) => void;

/** Collects errors up to the limit; more would only repeat what is wrong. */
export function errorCollector(): { errors: FilterError[]; report: Report } {
  const errors: FilterError[] = [];
  const report: Report = (code, { position, length }, details = {}) => {
    if (errors.length >= filterLimits.errors) return;
    errors.push({ code, message: describeFilterError({ code, details }), position, length, details });
  };
  return { errors, report };
}
