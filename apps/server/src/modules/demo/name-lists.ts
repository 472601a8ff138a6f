/** One culture a line: names by comma; `Latin=own script` where there is one. */
export type NameLists = Record<string, { first: string; last: string; joined?: "first last" | "lastfirst" }>;
