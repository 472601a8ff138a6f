import { parseId } from "@atrium/contracts";
import { fail } from "#kernel/operation";

const beforeAll = "00000000-0000-0000-0000-000000000000";

/** Pages over people go on behind the last one's id. */
export function readCursor(cursor: string | undefined): string {
  if (cursor === undefined) return beforeAll;
  return parseId("user", cursor) ?? fail("cursor.invalid");
}
