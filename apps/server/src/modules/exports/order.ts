import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { attributePrefix, sortBy, type Attributes } from "#modules/attributes";
import { userSortKeys } from "#modules/users";

export type RowOrder = { readonly from: string; readonly by: string };

/** The order that the list shows, an attribute's among them; one that the caller does not see is none. */
export const rowOrder = async (
  db: Reader,
  caller: Caller,
  sort: string,
  attributes: Attributes,
): Promise<RowOrder> => {
  const down = sort.startsWith("-");
  const name = down ? sort.slice(1) : sort;
  const own = name.startsWith(attributePrefix) ? sortBy(await attributes.sightOf(db, caller), name) : null;
  const key = own?.key ?? userSortKeys[name];
  if (key === undefined) {
    return fail("request.invalid", {
      fields: [{ pointer: "/sort", code: "unknown", detail: "there is no such order" }],
    });
  }
  const direction = down ? "desc" : "asc";
  return {
    from: own?.from ?? "users",
    by: `${key.sql} ${direction}, ${own?.idColumn ?? "users.id"} ${direction}`,
  };
};
