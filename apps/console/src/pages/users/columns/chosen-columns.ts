export const usualColumns = ["status", "roles", "department", "lastLoginAt", "createdAt"] as const;

/** As many as a saved view keeps. */
export const mostColumns = 40;

/** Which columns are shown, in their order: of the address, else as one last chose, else the usual ones. */
export function chosenColumns(
  known: readonly string[],
  address: string | undefined,
  kept: string | undefined,
): readonly string[] {
  for (const text of [address, kept]) {
    const named = [...new Set(text?.split(","))].filter((id) => known.includes(id));
    if (named.length > 0) return named.slice(0, mostColumns);
  }
  return usualColumns.filter((id) => known.includes(id));
}

/** The one at a place goes one place on or back; at either end it stays. */
export function moved<T>(items: readonly T[], at: number, step: 1 | -1): readonly T[] {
  const [one, other] = [items[at], items[at + step]];
  if (one === undefined || other === undefined) return items;
  return items.map((item, index) => (index === at ? other : index === at + step ? one : item));
}

/** A narrow screen shows the first ones; with a panel beside the list the last ones give way to it. */
export function columnSight(at: number, besidePanel: boolean): string {
  if (at >= 4 && besidePanel) return "hidden";
  if (at === 0) return "";
  if (at === 1) return "max-sm:hidden";
  if (at < 4) return "max-md:hidden";
  return at === 4 ? "max-lg:hidden" : "max-xl:hidden";
}

/** How wide a list of more than the usual columns is, so that they can be read; the rest is beside the screen. */
export function listWidth(columns: number, besidePanel: boolean): string {
  const shown = besidePanel ? Math.min(columns, 4) : columns;
  return shown <= usualColumns.length ? "0" : `${21 + 8 * shown}rem`;
}
