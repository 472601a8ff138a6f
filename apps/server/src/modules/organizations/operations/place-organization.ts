import { moveOrganization, setOrganizationStatus } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { checkRoomBelow } from "../limits.ts";
import { refusedByTree, takeParent } from "../make-below.ts";
import { organizationInReach } from "../reach.ts";
import { organizationTarget } from "../settings.ts";
import { holdTree, isBelow, moveRow, setStatusRow } from "../tree-queries.ts";

export const setOrganizationStatusOperation = operation(
  setOrganizationStatus,
  async ({ db, caller, now, record, unchanged, fail }, { params, body }) => {
    const system = db.asSystem();
    const row = await organizationInReach(system, caller, params.id, "lock");
    if (row === undefined) return fail("resource.not_found");
    if (row.platform) return fail("organization.platform_fixed");
    if (row.status === "deleting") fail("organization.status_impossible");
    const reason = body.status === "active" ? null : (body.reason ?? null);
    if (row.status === body.status && row.statusReason === reason) {
      unchanged();
      return row;
    }
    const [updated] = await system.query(setStatusRow(row.uuid, body.status, reason, now.toISOString()));
    if (updated === undefined) throw new Error("the organization was not stored");
    record({
      name: "organization.status_changed",
      organizationId: updated.uuid,
      target: organizationTarget(updated),
      reason: body.reason ?? null,
      changes: [{ field: "status", before: row.status, after: updated.status }],
    });
    return updated;
  },
);

export const moveOrganizationOperation = operation(
  moveOrganization,
  async ({ db, caller, now, record, unchanged, fail }, { params, body }) => {
    const system = db.asSystem();
    await system.query(holdTree());
    const row = await organizationInReach(system, caller, params.id, "lock");
    if (row === undefined) return fail("resource.not_found");
    if (row.platform || row.parentUuid === null) return fail("organization.platform_fixed");
    const parent = await takeParent(system, body.parentId);
    if (parent.uuid === row.parentUuid) {
      unchanged();
      return row;
    }
    const [circle] = await system.query(isBelow(parent.uuid, row.uuid));
    if (circle === true || parent.uuid === row.uuid) fail("organization.cycle");
    await checkRoomBelow(system, parent.uuid, row.uuid);
    const [moved] = await system
      .query(moveRow(row.uuid, parent.uuid, now.toISOString()))
      .catch(refusedByTree);
    if (moved === undefined) throw new Error("the organization was not stored");
    record({
      name: "organization.moved",
      organizationId: row.uuid,
      target: organizationTarget(moved),
      changes: [{ field: "parentId", before: row.parentId, after: moved.parentId }],
    });
    return moved;
  },
);
