/** `foldText` of a column that no folded copy is kept of, for conditions that find their rows by something else. */
export const foldedSql = (column: string): string => `fold_text(${column})`;
