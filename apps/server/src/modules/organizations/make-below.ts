import { foldText } from "@atrium/filter";
import { violatedConstraint } from "#kernel/db/failures";
import type { Reader } from "#kernel/db/reader";
import { diff } from "#kernel/events/diff";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { checkRoomBelow } from "./limits.ts";
import type { OrganizationRow } from "./queries.ts";
import { defaultSettings, organizationTarget, shownFields } from "./settings.ts";
import { findById, holdTree, insertBelow } from "./tree-queries.ts";

/** What the tree and the slugs refuse, as a client hears of it. */
export function refusedByTree(cause: unknown): never {
  const constraint = violatedConstraint(cause);
  if (constraint === "organizations_slug") {
    return fail("organization.slug_taken", {
      fields: [{ pointer: "/slug", code: "taken", detail: "is used already" }],
    });
  }
  if (constraint === "organizations_depth") return fail("organization.too_deep");
  if (constraint === "organizations_circle") return fail("organization.cycle");
  throw cause;
}

/** The place that something is put below; what is deleted takes nobody in. */
export async function takeParent(system: Reader, id: string): Promise<OrganizationRow> {
  const [parent] = await system.query(findById(id));
  const open = parent !== undefined && (parent.status === "active" || parent.status === "suspended");
  return open ? parent : fail("organization.parent_unknown");
}

type Settings = { locale?: string | undefined; timeZone?: string | undefined };
export const settingsWith = (present: OrganizationRow["settings"], wanted: Settings = {}) => ({
  locale: wanted.locale ?? present.locale,
  timeZone: wanted.timeZone ?? present.timeZone,
});

/** Makes an organization. Nobody is in it yet, so its row can only be written from outside of all. */
export async function makeBelow(
  system: Reader,
  wanted: {
    id: string;
    parentId: string;
    name: string;
    slug: string;
    plan: string;
    limits: OrganizationRow["limits"];
    settings?: Settings | undefined;
    now: Date;
  },
): Promise<{ row: OrganizationRow; happening: Happening & { name: "organization.created" } }> {
  const { id, parentId, name, slug, plan, limits } = wanted;
  await system.query(holdTree());
  await takeParent(system, parentId);
  await checkRoomBelow(system, parentId);
  const settings = JSON.stringify(settingsWith(defaultSettings, wanted.settings));
  const now = wanted.now.toISOString();
  const [row] = await system
    .query(insertBelow({ id, parentId, slug, name, nameKey: foldText(name), plan, limits, settings, now }))
    .catch(refusedByTree);
  if (row === undefined) throw new Error("the organization was not stored");
  return {
    row,
    happening: {
      name: "organization.created",
      organizationId: parentId,
      target: organizationTarget(row),
      changes: diff({}, shownFields(row)),
    },
  };
}
