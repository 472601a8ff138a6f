/** The text of a search parameter; anything else is as if it were not there. */
export function searchText(value: unknown): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A whole number from 1 on. */
export function searchCount(value: unknown): number | undefined {
  const count = Number(searchText(value));
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

export function searchChoice<T extends string>(value: unknown, choices: readonly T[]): T | undefined {
  return choices.find((choice) => choice === value);
}

/** Only a path of our own: a foreign address after signing in would be a lure. */
export function ownPath(value: unknown): string | undefined {
  const text = searchText(value);
  return text !== undefined && /^\/(?![/\\])/.test(text) ? text : undefined;
}
