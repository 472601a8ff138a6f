import type { Reader } from "#kernel/db/reader";
import { peopleTouched, type FoundPerson } from "./people-queries.ts";
import { inheritorsOf } from "./simulate-queries.ts";

const beforeAll = "00000000-0000-0000-0000-000000000000";

/** The first few active people who hold one of these roles or a role that inherits it, also by a group. */
export async function firstTouched(
  db: Reader,
  organizationId: string,
  roles: readonly string[],
  limit: number,
): Promise<FoundPerson[]> {
  const reached = await db.query(inheritorsOf(roles));
  return db.query(peopleTouched(organizationId, beforeAll, limit, reached, [], []));
}
