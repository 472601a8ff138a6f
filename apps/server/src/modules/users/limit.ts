import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { countByStatus, holdOrganization, userLimit } from "./queries.ts";

/** Refuses one more person than the organization may have; everyone who is not deleted counts. */
export async function checkLimit(db: Reader): Promise<void> {
  const [limit = null] = await db.query(userLimit());
  await holdToLimit(db, limit);
}

export async function holdToLimit(db: Reader, limit: number | null): Promise<void> {
  if (limit === null) return;
  // Counted only when no other writer is about to take the same last place.
  await db.query(holdOrganization());
  const counts = await db.query(countByStatus());
  const users = counts.reduce((sum, count) => sum + (count.status === "deleted" ? 0 : count.users), 0);
  if (users >= limit) fail("limit.users", { extra: { limit, users } });
}
