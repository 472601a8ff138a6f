export { and, emptyFilter, isEmpty, not, or } from "./ast.ts";
export type {
  Combination,
  Comparison,
  Condition,
  DateValue,
  EmptyFilter,
  FieldCondition,
  FieldTest,
  Filter,
  FilterValue,
  Negation,
  OrderedValue,
  Term,
} from "./ast.ts";
export { datePeriod } from "./dates.ts";
export type { Period } from "./dates.ts";
export { describeFilterError, filterErrorText } from "./errors.ts";
export type { FilterError, FilterErrorCode, FilterErrorDetails, FilterErrorTable } from "./errors.ts";
export { evaluateFilter } from "./evaluate.ts";
export type { Evaluation, FilterRow } from "./evaluate.ts";
export type { FieldSpec, FieldSpecs } from "./fields.ts";
export { foldText, prefixEnd } from "./fold.ts";
export { filterLimits } from "./limits.ts";
export { parseFilter } from "./parser.ts";
export type { ParsedFilter } from "./parser.ts";
export { printFilter } from "./print.ts";
