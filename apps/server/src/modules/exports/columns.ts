import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { userColumns, type MoreUserColumns, type UserColumn } from "#modules/users";

/** The columns by their names, as far as the caller may read them; one that is not there is refused by name. */
export async function columnsNamed(
  db: Reader,
  caller: Caller,
  names: readonly string[],
  more: MoreUserColumns,
): Promise<UserColumn[]> {
  const known = new Map(
    [...userColumns, ...(await more(db, caller))].map((column) => [column.key, column] as const),
  );
  const wanted = [...new Set(names)];
  const unknown = wanted.flatMap((name) => (known.has(name) ? [] : [name]));
  if (unknown.length > 0) {
    fail("export.column_unknown", {
      fields: unknown.map((name) => ({
        pointer: `/columns/${names.indexOf(name)}`,
        code: "unknown",
        detail: "there is no such column",
      })),
    });
  }
  return wanted.flatMap((name) => known.get(name) ?? []);
}
