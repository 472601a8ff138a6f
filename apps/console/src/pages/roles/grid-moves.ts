/** A row of the grid and the columns that can be stood on; the first one is its name. */
export type GridRow = { readonly id: string; readonly columns: readonly number[] };
export type GridPlace = {
  readonly row: string;
  readonly column: number;
  /** The column that one came from, so that a row with fewer does not lead astray. */
  readonly aim: number;
};
export type GridKey = { readonly key: string; readonly ctrl: boolean; readonly rightToLeft: boolean };

const pageOfRows = 8;

function nearest(row: GridRow, aim: number): number {
  if (row.columns.includes(aim)) return aim;
  // From a level into a row with one box: the box, wherever it stands.
  return aim === 0 ? (row.columns[0] ?? 0) : (row.columns.at(-1) ?? 0);
}

/** Where a key leads; null for keys that lead nowhere. */
export function moved(
  rows: readonly GridRow[],
  from: GridPlace,
  { key, ctrl, rightToLeft }: GridKey,
): GridPlace | null {
  const at = rows.findIndex(({ id }) => id === from.row);
  const row = rows[at];
  if (row === undefined) return null;
  const down = (to: number): GridPlace | null => {
    const there = rows[Math.max(0, Math.min(rows.length - 1, to))];
    return there === undefined ? null : { row: there.id, column: nearest(there, from.aim), aim: from.aim };
  };
  const along = (place: number, on: GridRow = row): GridPlace | null => {
    const column = on.columns[Math.max(0, Math.min(on.columns.length - 1, place))];
    return column === undefined ? null : { row: on.id, column, aim: column };
  };
  const place = row.columns.indexOf(from.column);
  const first = rows[0];
  const last = rows.at(-1);
  switch (key) {
    case "ArrowDown":
      return down(at + 1);
    case "ArrowUp":
      return down(at - 1);
    case "PageDown":
      return down(at + pageOfRows);
    case "PageUp":
      return down(at - pageOfRows);
    case "ArrowRight":
      return along(place + (rightToLeft ? -1 : 1));
    case "ArrowLeft":
      return along(place + (rightToLeft ? 1 : -1));
    case "Home":
      return ctrl && first !== undefined ? along(0, first) : along(0);
    case "End":
      return ctrl && last !== undefined
        ? along(last.columns.length - 1, last)
        : along(row.columns.length - 1);
    default:
      return null;
  }
}
