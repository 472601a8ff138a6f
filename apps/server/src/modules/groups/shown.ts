import type { Output, getGroup } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import { violatedConstraint } from "#kernel/db/failures";
import type { Reader } from "#kernel/db/reader";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { findGroup, groupsAbove, lockGroup, type GroupRow } from "./queries.ts";
import { refuseAbove } from "./rights.ts";

export type GroupShown = Output<typeof getGroup>;

/** A group as it stands, with what lies above it. */
export async function shown(db: Reader, id: string): Promise<GroupShown> {
  const [[row], [path]] = await db.queries(findGroup(id), groupsAbove(id));
  return row === undefined ? fail("resource.not_found") : { ...row, path: path ?? [] };
}

export function groupTarget(row: Pick<GroupRow, "uuid" | "name">): Happening["target"] {
  return { type: "group", id: row.uuid, name: row.name };
}

/** Takes a group's row for a change: there, of the version the caller saw, and not above the caller. */
export async function takeGroup(
  db: Reader,
  id: string,
  from: { caller: Caller; now: Date; ifMatch: number | null; deleted?: boolean },
): Promise<GroupRow> {
  const [row] = await db.query(lockGroup(id));
  if (row === undefined) return fail("resource.not_found");
  if ((row.deletedAt !== null) !== (from.deleted ?? false)) {
    return from.deleted === true ? fail("group.not_deleted") : fail("resource.not_found");
  }
  await refuseAbove(db, from.caller, [row.uuid], from.now);
  if (from.ifMatch !== null && from.ifMatch !== row.version) {
    fail("precondition.failed", { extra: { current: await shown(db, id) } });
  }
  return row;
}

const codes = {
  groups_slug: ["group.slug_taken", "/slug"],
  groups_parent: ["group.parent_unknown", "/parentId"],
  groups_organization_id_parent_id_fkey: ["group.parent_unknown", "/parentId"],
  groups_circle: ["group.cycle", "/parentId"],
  groups_depth: ["group.too_deep", "/parentId"],
} as const;

/** Says in the contract's words which rule of the tree a write ran into. */
export async function withTreeRules<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    const constraint = violatedConstraint(cause);
    if (constraint === null || !(constraint in codes)) throw cause;
    const [code, pointer] = codes[constraint as keyof typeof codes];
    return fail(code, { fields: [{ pointer, code, detail: "cannot be used here" }] });
  }
}
