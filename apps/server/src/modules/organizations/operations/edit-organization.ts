import { editOrganization } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { checkLimitsWithin, limitsWith } from "../limits.ts";
import { refusedByTree, settingsWith } from "../make-below.ts";
import { currentOrganization } from "../queries.ts";
import { organizationInReach, reachesAll } from "../reach.ts";
import { organizationTarget, shownFields } from "../settings.ts";
import { editRow } from "../tree-queries.ts";

export const editOrganizationOperation = operation(
  editOrganization,
  async ({ db, caller, request, now, record, unchanged, fail }, { params, body }) => {
    const system = db.asSystem();
    const row = await organizationInReach(system, caller, params.id, "lock");
    if (row === undefined) return fail("resource.not_found");
    if (request.ifMatch !== row.version) fail("precondition.failed", { extra: { current: row } });
    const name = body.name ?? row.name;
    const wanted = {
      ...row,
      name,
      slug: body.slug ?? row.slug,
      plan: body.plan ?? row.plan,
      limits: limitsWith(row.limits, body.limits),
      settings: settingsWith(row.settings, body.settings),
    };
    if (!reachesAll(caller, "organizations:manage")) {
      if (wanted.plan !== row.plan) fail("organization.plan_fixed");
      const [own] = await db.query(currentOrganization());
      if (own !== undefined) checkLimitsWithin(own.limits, row.limits, wanted.limits);
    }
    if (diff(shownFields(row), shownFields(wanted)).length === 0) {
      unchanged();
      return row;
    }
    const { slug, plan, limits } = wanted;
    const settings = JSON.stringify(wanted.settings);
    const at = now.toISOString();
    const [updated] = await system
      .query(editRow(row.uuid, { slug, name, nameKey: foldText(name), plan, limits, settings, now: at }))
      .catch(refusedByTree);
    if (updated === undefined) throw new Error("the organization was not stored");
    record({
      name: "organization.updated",
      // It stands in the organization's own log, for its owners to see who changed what.
      organizationId: updated.uuid,
      target: organizationTarget(updated),
      changes: diff(shownFields(row), shownFields(updated)),
    });
    return updated;
  },
);
