import { createOrganization, createOrganizationBelow } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { checkLimitsWithin, inherited, limitsWith } from "../limits.ts";
import { makeBelow } from "../make-below.ts";
import { currentOrganization } from "../queries.ts";
import { reachesAll } from "../reach.ts";

const unlimited = { users: null, storageBytes: null, callsPerMonth: null, organizations: 0 };

export const createOrganizationOperation = (platformId: () => string | null) =>
  operation(createOrganization, async ({ db, now, newId, record, fail }, { body }) => {
    const platform = platformId();
    if (platform === null) return fail("resource.not_found");
    const { row, happening } = await makeBelow(db.asSystem(), {
      ...body,
      id: newId(),
      parentId: body.parentId ?? platform,
      plan: body.plan ?? "free",
      limits: limitsWith(unlimited, body.limits),
      now,
    });
    record(happening);
    return row;
  });

export const createOrganizationBelowOperation = operation(
  createOrganizationBelow,
  async ({ db, caller, now, newId, record, fail }, { body }) => {
    const [own] = await db.query(currentOrganization());
    if (own === undefined) return fail("resource.not_found");
    // All lie below the platform, and only its rights over the others make more of them.
    if (own.platform && !reachesAll(caller, "organizations:create")) return fail("auth.forbidden");
    const limits = limitsWith(inherited(own.limits), body.limits);
    checkLimitsWithin(own.limits, inherited(own.limits), limits);
    const made = { ...body, id: newId(), parentId: own.uuid, plan: own.plan, limits, now };
    const { row, happening } = await makeBelow(db.asSystem(), made);
    record(happening);
    return row;
  },
);
