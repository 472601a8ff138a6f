import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Json } from "#kernel/events/record";
import { attributePrefix } from "./asking.ts";
import type { Attributes } from "./sight.ts";

type Column = { readonly key: string; readonly sql: string; readonly read: (value: string) => Json };

/** Attributes as columns of files that people leave in, as far as the caller sees them. Keys are plain letters and digits. */
export const attributeColumns =
  (attributes: Attributes) =>
  async (db: Reader, caller: Caller): Promise<Column[]> => {
    const { visible } = await attributes.sightOf(db, caller);
    return visible.map(({ key, type }) => ({
      key: attributePrefix + key,
      sql: `(attributes ->> '${key}')`,
      read:
        type === "text" || type === "choice" || type === "date" || type === "reference"
          ? (value) => value
          : parsed,
    }));
  };

const parsed = (value: string): Json => JSON.parse(value) as Json;
