import { fail } from "#kernel/operation";

/** Counts everyone who is not deleted against the organization's limit. */
export function checkLimit(limit: number | null, counts: readonly { status: string; users: number }[]): void {
  if (limit === null) return;
  const users = counts.reduce((sum, count) => sum + (count.status === "deleted" ? 0 : count.users), 0);
  if (users >= limit) fail("organization.limit_reached", { extra: { limit, users } });
}
