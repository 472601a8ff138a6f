import { platformOnly } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import { diff } from "#kernel/events/diff";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { rulesOverHeld } from "./approval.ts";
import { isWithinReach, rolesToGive } from "./giving.ts";
import { touchedBy } from "./holder-queries.ts";
import { setParents } from "./inheritance.ts";
import { findRole, lockRole, rolesBySlug, type GivableRole, type RoleRow } from "./queries.ts";
import { allowedBy, dropGrants, insertVersion, moveGrants, updateRoleRow } from "./role-queries.ts";

export type RoleFields = {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly inherits: readonly string[];
};

export const sorted = (names: readonly string[]): string[] => [...new Set(names)].sort();
export const fieldsOf = ({ name, description, permissions, inherits }: RoleRow): RoleFields => ({
  name,
  description,
  permissions: sorted(permissions),
  inherits: sorted(inherits),
});
/** Templates are held in every organization, so whoever hears of one looks further. */
export const roleTarget = (role: { uuid: string; slug: string; template: boolean }) => ({
  type: role.template ? "template" : "role",
  id: role.uuid,
  name: role.slug,
});
export const shownFields = ({ name, description, permissions, inherits }: RoleFields) => ({
  name,
  description,
  permissions: [...permissions],
  inherits: [...inherits],
});

/** The organization's own role for a change, of the version that the caller saw. */
export async function takeRole(db: Reader, slug: string, ifMatch: number | null): Promise<RoleRow> {
  const [row] = await db.query(lockRole(slug));
  if (row === undefined) {
    const [shared] = await db.query(findRole(slug));
    return shared === undefined ? fail("resource.not_found") : fail("role.fixed");
  }
  if (ifMatch !== null && ifMatch !== row.version) fail("precondition.failed", { extra: { current: row } });
  return row;
}

/** The roles to inherit; refused unless all are there. */
export async function parentsOf(db: Reader, slugs: readonly string[]): Promise<GivableRole[]> {
  if (slugs.length === 0) return [];
  const found = await db.query(rolesBySlug(slugs));
  if (slugs.some((slug) => !found.some((role) => role.slug === slug))) fail("role.unknown");
  return found;
}

/** Holds a role's fields against the rules: known here, within its template, and nothing that the caller lacks. */
export function weigh(
  caller: Caller,
  fields: RoleFields,
  parents: readonly GivableRole[],
  template: Pick<RoleRow, "permissions"> | null,
): string[] {
  const reaching = fields.permissions.filter((name) => platformOnly.some((other) => other === name));
  if (reaching.some((name) => !caller.platformPermissions.names().some((held) => held === name))) {
    fail("permission.unknown");
  }
  if (template !== null) {
    const within = fields.permissions.every((name) => template.permissions.includes(name));
    if (!within || parents.length > 0) fail("role.beyond_template");
  }
  const allowed = sorted([...fields.permissions, ...parents.flatMap(({ permissions }) => permissions)]);
  if (!isWithinReach(caller, allowed, "organization")) fail("role.above_you");
  return allowed;
}

/** What becomes of whoever holds a role that loses something; they are told before anything is lost. */
async function settleHolders(
  db: Transaction,
  caller: Caller,
  row: RoleRow,
  loses: readonly string[],
  holders: string | undefined,
): Promise<void> {
  if (loses.length === 0 || holders === "keep") return;
  const [touched] = await (row.template ? db.asSystem() : db).query(touchedBy(row.uuid));
  if (touched === undefined || touched.people + touched.others === 0) return;
  if (holders === undefined || row.template)
    return fail("role.held", { extra: { touched, loses: [...loses] } });
  const [replacement] = await rolesToGive(db, caller, [holders]);
  if (replacement === undefined || replacement.uuid === row.uuid) return fail("role.unknown");
  await db.queries(moveGrants(row.uuid, replacement.uuid), dropGrants(row.uuid));
}

/** Changes a role and says what changed; null when nothing did. */
export async function changeRole(
  db: Transaction,
  row: RoleRow,
  wanted: Partial<RoleFields> & { holders?: string | undefined },
  by: { caller: Caller; now: Date },
): Promise<{ row: RoleRow; happening: Happening } | null> {
  const { caller, now } = by;
  const before = fieldsOf(row);
  const { holders, ...named } = wanted;
  const merged = { ...before, ...named };
  const after = { ...merged, permissions: sorted(merged.permissions), inherits: sorted(merged.inherits) };
  const changes = diff(shownFields(before), shownFields(after));
  const held = (await db.query(allowedBy(row.uuid))).map(({ name }) => name);
  // Nobody edits a role that is above them, not even to take something from it.
  if (!isWithinReach(caller, held, "organization")) fail("role.above_you");
  if (changes.length === 0) return null;
  const parents = await parentsOf(db, after.inherits);
  if (row.template && parents.length > 0) fail("role.too_deep", { detail: "A template inherits nothing." });
  const [template = null] = row.narrows === null ? [] : await db.query(findRole(row.narrows));
  const allowed = weigh(caller, after, parents, template);
  const loses = held.filter((name) => !allowed.includes(name));
  await settleHolders(db, caller, row, loses, holders);
  const gains =
    allowed.some((name) => !held.includes(name)) || changes.some(({ field }) => field === "inherits");
  const guarded = gains ? await db.query(rulesOverHeld(row.uuid)) : [];
  if (changes.some(({ field }) => field === "inherits")) {
    await setParents(
      db,
      row.uuid,
      parents.map(({ uuid }) => uuid),
    );
  }
  await db.queries(
    updateRoleRow(
      row.uuid,
      after.name,
      after.description,
      after.permissions,
      now.toISOString(),
      caller.userId,
    ),
    insertVersion(row.uuid, caller.userId),
  );
  // Who holds the role would be given, by one person, what two have to give.
  if (gains && (await db.query(rulesOverHeld(row.uuid))).some((rule) => !guarded.includes(rule))) {
    fail("role.needs_approval", { extra: { operation: "accessRequests.create" } });
  }
  const [updated] = await db.query(lockRole(row.slug));
  if (updated === undefined) throw new Error("the role was not stored");
  const data = holders === undefined || holders === "keep" ? {} : { replacement: holders };
  return { row: updated, happening: { name: "role.updated", target: roleTarget(updated), changes, data } };
}
