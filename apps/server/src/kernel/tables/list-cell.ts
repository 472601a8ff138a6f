/** Several values in one cell, parted by a semicolon; a value that holds one, or a quote, stands in quotes. */
export function joinList(values: readonly string[]): string {
  return values
    .map((value) => (/[;"]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join("; ");
}

/** The values that were joined; also by people, who leave the space or the quotes out. */
export function splitList(cell: string): string[] {
  const values: string[] = [];
  for (const [, quoted, plain] of cell.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*|([^;]*?)\s*)(?:;|$)/g)) {
    const value = quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"');
    if (value !== "") values.push(value);
  }
  return values;
}
