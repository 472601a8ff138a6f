/**
 * `foldText` of a column that no folded copy is kept of, for conditions that find their rows by something else. What is
 * ASCII alone, which is nearly everything, takes the short way: normalizing costs twenty times as much.
 */
export function foldedSql(column: string): string {
  // Named, because some columns compare by bytes, and would have the letters of English alone made small.
  const lower = (text: string): string => `lower(${text} collate "und-x-icu")`;
  const bare = `regexp_replace(normalize(${lower(`normalize(${column}, NFKC)`)}, NFKD), '${accents}', '', 'g')`;
  const folded = `normalize(${lower(`replace(${bare}, 'ς', 'σ')`)}, NFKC)`;
  return `(case when octet_length(${column}) = char_length(${column}) then lower(${column}) else ${folded} end collate "C")`;
}

const accents = String.raw`[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]`;
