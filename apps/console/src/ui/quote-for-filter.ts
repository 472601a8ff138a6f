/** What somebody typed to find a person, as a filter that takes it literally. */
export function quoteForFilter(text: string): string {
  return text === "" ? "" : `"${text.replace(/["\\*]/g, "\\$&")}"`;
}
