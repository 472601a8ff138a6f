import { organizationOverview } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { countByStatus } from "#modules/users";
import { countOrganizations, createdPerDay, signInsPerDay } from "../queries.ts";

const days = 90;

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
      usersByStatus: Object.fromEntries(counts.map(({ status, users }) => [status, users])),
      createdPerDay: created,
      signInsPerDay: signIns,
      organizations: organizations ?? null,
    };
  },
);
