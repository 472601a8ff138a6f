import { updateOrganization } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { violatedConstraint } from "#kernel/db/failures";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { lockOrganization, updateOrganizationRow } from "../queries.ts";
import { shownFields } from "../settings.ts";

export const updateOrganizationOperation = operation(
  updateOrganization,
  async ({ db, request, now, record, unchanged, fail }, { body }) => {
    const [row] = await db.query(lockOrganization());
    if (row === undefined) return fail("resource.not_found");
    if (request.ifMatch !== row.version) fail("precondition.failed", { extra: { current: row } });
    const name = body.name ?? row.name;
    const settings = {
      locale: body.settings?.locale ?? row.settings.locale,
      timeZone: body.settings?.timeZone ?? row.settings.timeZone,
    };
    const wanted = { ...row, name, slug: body.slug ?? row.slug, settings };
    if (diff(shownFields(row), shownFields(wanted)).length === 0) {
      unchanged();
      return row;
    }
    const [updated] = await db
      .query(
        updateOrganizationRow(wanted.slug, name, foldText(name), JSON.stringify(settings), now.toISOString()),
      )
      .catch((cause: unknown) => {
        if (violatedConstraint(cause) !== "organizations_slug") throw cause;
        return fail("organization.slug_taken", {
          fields: [{ pointer: "/slug", code: "taken", detail: "is used already" }],
        });
      });
    if (updated === undefined) throw new Error("the organization was not stored");
    record({
      name: "organization.updated",
      target: { type: "organization", id: updated.uuid, name: updated.name },
      changes: diff(shownFields(row), shownFields(updated)),
    });
    return updated;
  },
);
