import { findOrganization, organizationUsage } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { organizationInReach } from "../reach.ts";
import { monthOf } from "../settings.ts";
import { parentNameOf, usageOf } from "../tree-queries.ts";

const nothing = { users: 0, storageBytes: 0, callsThisMonth: 0, organizations: 0 };

export const findOrganizationOperation = operation(
  findOrganization,
  async ({ asSystem, caller, now, fail }, { params }) => {
    const system = asSystem();
    const row = await organizationInReach(system, caller, params.id, "read");
    if (row === undefined) return fail("resource.not_found");
    const [[usage = nothing], [parentName = null]] = await system.queries(
      usageOf(row.uuid, monthOf(now)),
      parentNameOf(row.uuid),
    );
    return { ...row, usage, parentName };
  },
);

export const organizationUsageOperation = operation(
  organizationUsage,
  async ({ asSystem, caller, now, fail }) => {
    if (caller.organizationId === null) return fail("auth.organization_required");
    // How many lie below is counted in the tree, which no tenant may read.
    const [usage] = await asSystem().query(usageOf(caller.organizationId, monthOf(now)));
    return usage ?? nothing;
  },
);
