/** Rows of a filtered list are passed over one by one, and not for ever. */
const furthestRow = 10_000;

/** The last page one can jump to; null where nobody knows how many rows there are. */
export function lastPage(
  total: number | null,
  known: boolean,
  filtered: boolean,
  size: number,
): number | null {
  const reachable = filtered ? Math.floor(furthestRow / size) + 1 : Number.MAX_SAFE_INTEGER;
  if (total === null || !known) return filtered ? reachable : null;
  return Math.min(Math.max(1, Math.ceil(total / size)), reachable);
}

/** What somebody wrote as the number of a page, brought to the nearest that there is; null where it is no number. */
export function pageOf(text: string, last: number | null): number | null {
  const number = Number(text.trim());
  if (text.trim() === "" || !Number.isSafeInteger(number)) return null;
  return Math.min(Math.max(1, number), last ?? 10_000_000);
}
