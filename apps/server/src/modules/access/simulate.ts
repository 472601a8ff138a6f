import { showScope, type Permission } from "@atrium/contracts";
import { noPermissions } from "#kernel/permission-set";
import { insideOf, type Compiled } from "./engine/compile.ts";
import type { HeldGrant } from "./engine/held-grants.ts";
import { scopeOfKey } from "./engine/scopes.ts";
import { allowedIn, type BookRole } from "./role-book.ts";
import type { Gift, Plan } from "./simulate-plan.ts";

/** The roles as they would be after a plan. */
export function bookAfter(roles: readonly BookRole[], plan: Plan): ReadonlyMap<string, BookRole> {
  const book = new Map(roles.map((role) => [role.id, role]));
  for (const [id, role] of plan.changed) book.set(id, role);
  for (const id of plan.gone.keys()) book.delete(id);
  return book;
}

/** Somebody's grants as they would be after a plan. */
export function grantsAfter(
  grants: readonly HeldGrant[],
  plan: Plan,
  book: ReadonlyMap<string, BookRole>,
  gifts: readonly Gift[],
): HeldGrant[] {
  const allowed = allowedIn(book);
  const touched = new Set(plan.roles);
  const ended = new Set(plan.ended.map(({ id }) => id));
  const after: HeldGrant[] = [];
  for (const grant of grants) {
    if (ended.has(grant.id)) continue;
    const { roleId } = grant;
    if (roleId === null || !touched.has(roleId)) {
      after.push(grant);
      continue;
    }
    const stands = plan.gone.has(roleId) ? (plan.gone.get(roleId) ?? null) : roleId;
    if (stands !== null) after.push({ ...grant, roleId: stands, permissions: [...allowed(stands)] });
  }
  for (const { subject, roleId, permission, scope } of gifts) {
    const permissions = roleId === null ? (permission === null ? [] : [permission]) : [...allowed(roleId)];
    after.push({
      id: "", subject, roleId, role: null, permissions, scope, validFrom: null, validUntil: null, grantedBy: null,
      reason: null, source: "manual", createdAt: "",
    }); // prettier-ignore
  }
  return after;
}

export type Difference = { scope: string; gains: Permission[]; loses: Permission[] };

/** What differs between what is held and what would be, scope by scope. */
export function difference(before: Compiled, after: Compiled): Difference[] {
  const found: Difference[] = [];
  for (const key of [...new Set([...before.at.keys(), ...after.at.keys()])].sort()) {
    const [had, has] = [before, after].map(({ at }) => {
      const set = at.get(key) ?? noPermissions;
      return key === "platform" ? set : insideOf(set);
    });
    if (had === undefined || has === undefined) continue;
    const gains = has.names().filter((name) => !had.has(name));
    const loses = had.names().filter((name) => !has.has(name));
    if (gains.length + loses.length > 0) found.push({ scope: showScope(scopeOfKey(key)), gains, loses });
  }
  return found;
}
