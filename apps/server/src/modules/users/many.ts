import type { Caller } from "#kernel/caller";
import type { Transaction } from "#kernel/db/transaction";
import { diff } from "#kernel/events/diff";
import type { Happening } from "#kernel/events/record";
import { permissionSet } from "#kernel/permission-set";
import { Problem } from "#kernel/problem";
import { insideOf } from "#modules/access";
import { everHeldByMany, lockUsers, setStatusOfMany, updateMany, type Held } from "./many-queries.ts";
import type { UserRow } from "./queries.ts";
import { userTarget } from "./shown.ts";
import { statusFrom } from "./status-from.ts";
import { eventFields, fieldsOf, writableRow, type UserFields } from "./write.ts";

/** What became of each person: told, nothing to do, refused, or to be done by the operation for one. */
export type ManyOutcome =
  | { readonly kind: "done"; readonly told: Happening; readonly version: number }
  | { readonly kind: "unchanged" }
  | { readonly kind: "refused"; readonly problem: Problem }
  | { readonly kind: "single" };

/** Fields without a rule of their own; anything else is changed one by one. */
export const plainFields = ["title", "department", "locale", "timeZone", "website", "bio", "tags"] as const;
type Plain = Partial<Pick<UserFields, (typeof plainFields)[number]>>;

export type ManyChange =
  | { readonly verb: "update"; readonly fieldsOf: (row: UserRow) => Plain }
  | {
      readonly verb: "setStatus";
      readonly status: "active" | "inactive" | "suspended";
      readonly reason: string | null;
    }
  | { readonly verb: "delete" };

type By = {
  readonly caller: Caller;
  readonly now: Date;
  /** Rules of groups above the caller may find whoever is changed, which each change is then held against by itself. */
  readonly ruled: boolean;
};

/** Of each person whether they hold what the caller does not. */
export function aboveCaller(caller: Caller, held: readonly Held[]): (id: string) => boolean {
  const judged = new Map<string, boolean>();
  const of = new Map(held.map((each) => [each.id, each]));
  return (id) => {
    const { inside = [], overPlatform = [] } = of.get(id) ?? {};
    const key = `${inside.toSorted().join()} ${overPlatform.toSorted().join()}`;
    const known = judged.get(key);
    if (known !== undefined) return known;
    const above =
      !caller.permissions.covers(insideOf(permissionSet(inside))) ||
      !caller.platformPermissions.covers(permissionSet(overPlatform));
    judged.set(key, above);
    return above;
  };
}

/** What the rules of the operation for one say of a row; null where it is to be changed. */
function judge(
  row: UserRow | undefined,
  change: ManyChange,
  by: By,
  above: (id: string) => boolean,
): ManyOutcome | null {
  const refused = (code: Problem["code"]): ManyOutcome => ({ kind: "refused", problem: new Problem(code) });
  if (row === undefined || row.status === "deleted") return refused("resource.not_found");
  const isSelf = row.uuid === by.caller.userId;
  if (!isSelf && above(row.uuid)) return refused("user.above_you");
  if (change.verb === "update") return null;
  if (isSelf) return refused("user.self");
  if (change.verb === "setStatus") {
    if (row.status === change.status && row.statusReason === change.reason) return { kind: "unchanged" };
    if (row.status !== change.status && !statusFrom[change.status].includes(row.status)) {
      return refused("user.status_impossible");
    }
  }
  // That an owner is left is asked with a lock, owner by owner.
  const keepsOwner = change.verb === "setStatus" && change.status === "active";
  return row.roles.includes("super-admin") && !keepsOwner ? { kind: "single" } : null;
}

function told(before: UserRow, after: UserRow, change: ManyChange): Happening {
  if (change.verb === "update") {
    const changes = diff(eventFields(fieldsOf(before)), eventFields(fieldsOf(after)));
    return { name: "user.updated", target: userTarget(after), changes };
  }
  if (change.verb === "delete") {
    const changes = [{ field: "status", before: before.status, after: "deleted" }];
    return { name: "user.deleted", target: userTarget(before), changes };
  }
  return {
    name: "user.status_changed",
    target: userTarget(after),
    reason: change.reason,
    changes: diff(
      { status: before.status, statusReason: before.statusReason },
      { status: after.status, statusReason: after.statusReason },
    ),
  };
}

async function write(
  db: Transaction,
  rows: readonly UserRow[],
  change: ManyChange,
  by: By,
): Promise<UserRow[]> {
  const at = by.now.toISOString();
  const ids = rows.map(({ uuid }) => uuid);
  if (change.verb === "delete") {
    return db.query(setStatusOfMany(ids, "deleted", null, true, at, by.caller.userId));
  }
  if (change.verb === "setStatus") {
    return db.query(setStatusOfMany(ids, change.status, change.reason, false, at, by.caller.userId));
  }
  const written = rows.flatMap((row) => {
    const stands = fieldsOf(row);
    const to = writableRow({ ...stands, ...change.fieldsOf(row) });
    return diff(writableRow(stands), to).length === 0 ? [] : [{ ...to, id: row.uuid }];
  });
  return db.query(updateMany(JSON.stringify(written), at, by.caller.userId));
}

/**
 * Does one thing to many people in a few statements, by the rules of the operations for one. Where a rule can only be
 * asked person by person, that one is left to the operation.
 */
export async function changeMany(
  db: Transaction,
  ids: readonly string[],
  change: ManyChange,
  by: By,
): Promise<ReadonlyMap<string, ManyOutcome>> {
  const outcomes = new Map<string, ManyOutcome>();
  if (by.ruled && change.verb !== "delete") {
    for (const id of ids) outcomes.set(id, { kind: "single" });
    return outcomes;
  }
  const [rows, held] = await db.queries(lockUsers(ids), everHeldByMany(ids));
  const above = aboveCaller(by.caller, held);
  const found = new Map(rows.map((row) => [row.uuid, row]));
  const concerned: UserRow[] = [];
  for (const id of ids) {
    const row = found.get(id);
    const outcome = judge(row, change, by, above);
    if (outcome !== null) outcomes.set(id, outcome);
    else if (row !== undefined) concerned.push(row);
  }
  for (const { uuid } of concerned) outcomes.set(uuid, { kind: "unchanged" });
  if (concerned.length === 0) return outcomes;
  for (const after of await write(db, concerned, change, by)) {
    const before = found.get(after.uuid);
    if (before === undefined) continue;
    outcomes.set(after.uuid, { kind: "done", told: told(before, after, change), version: after.version });
  }
  return outcomes;
}
