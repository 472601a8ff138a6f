import { organizationOverview } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { countByStatus } from "#modules/users";
import { countOrganizations, createdPerDay, signInsPerDay } from "../queries.ts";

const days = 90;

function sumByStatus(counts: readonly { status: string; users: number }[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { status, users } of counts) sums[status] = (sums[status] ?? 0) + users;
  return sums;
}

export const organizationOverviewOperation = operation(
  organizationOverview,
  async ({ db, caller, asSystem, now }) => {
    const since = new Date(now.getTime() - days * 86_400_000).toISOString().slice(0, 10);
    const [counts, created, signIns] = await db.queries(
      countByStatus(),
      createdPerDay(since),
      signInsPerDay(since, since),
    );
    const seesAll = caller.platformPermissions.has("organizations:list");
    const [organizations] = seesAll ? await asSystem().query(countOrganizations()) : [];
    return {
      usersByStatus: sumByStatus(counts),
      createdPerDay: created,
      signInsPerDay: signIns,
      organizations: organizations ?? null,
    };
  },
);
