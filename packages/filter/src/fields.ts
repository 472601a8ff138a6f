export interface FieldSpec {
  readonly type: "text" | "enum" | "boolean" | "number" | "date" | "id" | "reference";
  /** The allowed values of an enum. */
  readonly values?: readonly string[];
  /** May be absent, so `none` and `any` ask for that. */
  readonly nullable?: boolean;
  readonly aliases?: readonly string[];
  /** Holds several values; one that passes is enough. It may hold none, so it counts as nullable. */
  readonly many?: boolean;
}

export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

export interface FieldLookup {
  find(name: string): { readonly name: string; readonly spec: FieldSpec } | undefined;
  suggest(name: string): string | undefined;
}

/** Names are found whatever their case. A map, so that `constructor` or `__proto__` are names like any other. */
export function fieldLookup(fields: FieldSpecs): FieldLookup {
  const exact = new Map(Object.entries(fields));
  const loose = new Map<string, string>();
  for (const [name, spec] of exact) {
    for (const alias of spec.aliases ?? []) loose.set(alias.toLowerCase(), name);
  }
  for (const name of exact.keys()) loose.set(name.toLowerCase(), name);

  // Searching all names is the dearest part of parsing: a text full of unknown names gets a few.
  let suggestions = 5;
  return {
    find(written) {
      const name = exact.has(written) ? written : loose.get(written.toLowerCase());
      const spec = name === undefined ? undefined : exact.get(name);
      return name === undefined || spec === undefined ? undefined : { name, spec };
    },
    suggest(written) {
      if (suggestions === 0) return undefined;
      suggestions -= 1;
      const found = nearest(written, [...loose.keys()]);
      return found === undefined ? undefined : loose.get(found);
    },
  };
}

/** The candidate a mistyped word most likely meant. */
export function nearest(written: string, candidates: readonly string[]): string | undefined {
  const word = written.toLowerCase();
  if (word.length > 40) return undefined;
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word, candidate.toLowerCase(), bestDistance);
    if (distance >= bestDistance) continue;
    best = candidate;
    bestDistance = distance;
  }
  if (best !== undefined || word.length < 2) return best;
  return candidates.find((candidate) => candidate.toLowerCase().startsWith(word));
}

/** The number of edits between two words, or the limit when it is not below it. */
function editDistance(a: string, b: string, limit: number): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  let next = [...row];
  for (let i = 1; i <= a.length; i += 1) {
    const from = Math.max(1, i - limit);
    const to = Math.min(b.length, i + limit);
    // Outside the band around the diagonal the distance is over the limit anyway.
    next[from - 1] = from === 1 ? i : limit;
    let least = limit;
    for (let j = from; j <= to; j += 1) {
      const replace = (row[j - 1] ?? limit) + (a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1);
      const beside = j === i + limit ? limit : (row[j] ?? limit);
      const distance = Math.min(replace, beside + 1, (next[j - 1] ?? limit) + 1);
      next[j] = distance;
      if (distance < least) least = distance;
    }
    if (least >= limit) return limit;
    [row, next] = [next, row];
  }
  return Math.min(limit, row[b.length] ?? limit);
}
