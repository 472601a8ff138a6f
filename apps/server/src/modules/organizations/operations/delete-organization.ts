import { deleteOrganization, deleteOwnOrganization, formatId, restoreOrganization } from "@atrium/contracts";
import { fail, operation, type WriteContext } from "#kernel/operation";
import { requireApproval, type GuardedCall } from "#modules/approvals";
import { lockOrganization, type OrganizationRow } from "../queries.ts";
import { organizationInReach } from "../reach.ts";
import { organizationTarget } from "../settings.ts";
import { cancelJobsOf, deleteRow, hasBelow, holdTree, restoreRow } from "../tree-queries.ts";

/** How long a deleted organization can be brought back. */
export const graceMs = 30 * 86_400_000;

async function putAway(
  { db, caller, now, record }: Pick<WriteContext, "db" | "caller" | "now" | "record">,
  row: OrganizationRow,
  call: GuardedCall,
): Promise<OrganizationRow> {
  if (row.platform || row.parentUuid === null) return fail("organization.platform_fixed");
  if (row.status !== "active" && row.status !== "suspended") fail("organization.status_impossible");
  const system = db.asSystem();
  const [held] = await system.query(hasBelow(row.uuid));
  if (held === true) fail("organization.has_below");
  await requireApproval(db, caller, call, now);
  const at = now.toISOString();
  const [updated] = await system.query(
    deleteRow(row.uuid, new Date(now.getTime() + graceMs).toISOString(), at),
  );
  if (updated === undefined) throw new Error("the organization was not stored");
  const [queued, running] = cancelJobsOf;
  await system.queries(queued(row.uuid, at), running(row.uuid));
  record({
    name: "organization.deleted",
    // Nobody reads the log of an organization that is gone: this is told above it.
    organizationId: row.parentUuid,
    target: organizationTarget(updated),
    changes: [{ field: "status", before: row.status, after: updated.status }],
    data: { purgeAt: updated.purgeAt },
  });
  return updated;
}

export const deleteOrganizationOperation = operation(deleteOrganization, async (context, { params }) => {
  const system = context.db.asSystem();
  await system.query(holdTree());
  const row = await organizationInReach(system, context.caller, params.id, "lock");
  if (row === undefined) return fail("resource.not_found");
  const call = { id: formatId("organization", row.uuid) };
  return putAway(context, row, { operation: "organizations.delete", params: call });
});

export const deleteOwnOrganizationOperation = operation(deleteOwnOrganization, async (context, { query }) => {
  await context.db.asSystem().query(holdTree());
  const [row] = await context.db.query(lockOrganization());
  if (row === undefined) return fail("resource.not_found");
  if (query.slug !== row.slug) fail("organization.slug_wrong");
  return putAway(context, row, { operation: "organizations.deleteOwn", params: { slug: row.slug } });
});

export const restoreOrganizationOperation = operation(
  restoreOrganization,
  async ({ db, caller, now, record }, { params }) => {
    const system = db.asSystem();
    const row = await organizationInReach(system, caller, params.id, "lock");
    if (row === undefined) return fail("resource.not_found");
    if (row.status !== "deleting" || row.purgeAt === null) return fail("organization.not_deleted");
    if (Date.parse(row.purgeAt) <= now.getTime()) fail("organization.restore_expired");
    const [updated] = await system.query(restoreRow(row.uuid, now.toISOString()));
    if (updated === undefined) throw new Error("the organization was not stored");
    record({
      name: "organization.restored",
      organizationId: row.parentUuid ?? row.uuid,
      target: organizationTarget(updated),
      changes: [{ field: "status", before: row.status, after: updated.status }],
    });
    return updated;
  },
);
