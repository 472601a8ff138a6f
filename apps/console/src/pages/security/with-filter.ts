/** A condition of the page and what somebody wrote beside it, both to hold. */
export function withFilter(condition: string, written: string | undefined): string {
  if (written === undefined || written.trim() === "") return condition;
  return condition === "" ? written : `${condition} (${written})`;
}
