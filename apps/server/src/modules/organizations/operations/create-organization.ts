import { createOrganization } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import { violatedConstraint } from "#kernel/db/failures";
import { diff } from "#kernel/events/diff";
import { operation } from "#kernel/operation";
import { insertOrganization } from "../queries.ts";
import { defaultSettings, shownFields } from "../settings.ts";

export const createOrganizationOperation = (platformId: () => string | null) =>
  operation(createOrganization, async ({ db, now, newId, record, fail }, { body }) => {
    const platform = platformId();
    if (platform === null) return fail("resource.not_found");
    const settings = JSON.stringify({ ...defaultSettings, ...body.settings });
    const limit = body.limits?.users ?? null;
    // No organization is entered yet: the row that makes one can only be written from outside of all.
    const [row] = await db
      .asSystem()
      .query(
        insertOrganization(
          newId(),
          platform,
          body.slug,
          body.name,
          foldText(body.name),
          false,
          limit,
          settings,
          now.toISOString(),
        ),
      )
      .catch((cause: unknown) => {
        if (violatedConstraint(cause) !== "organizations_slug") throw cause;
        return fail("organization.slug_taken", {
          fields: [{ pointer: "/slug", code: "taken", detail: "is used already" }],
        });
      });
    if (row === undefined) throw new Error("the organization was not stored");
    record({
      name: "organization.created",
      organizationId: platform,
      target: { type: "organization", id: row.uuid, name: row.name },
      changes: diff({}, shownFields(row)),
    });
    return row;
  });
