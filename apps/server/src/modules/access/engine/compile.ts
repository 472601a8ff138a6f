import { platformOnly, type Permission } from "@atrium/contracts";
import { permissionSet, type PermissionSet } from "#kernel/permission-set";
import { chainFor, scopeKey, wholeOrganization, type ScopeKey } from "./scopes.ts";
import type { HeldGrant } from "./held-grants.ts";

/** What somebody holds, as one set of bits for each scope. */
export type Compiled = {
  readonly at: ReadonlyMap<ScopeKey, PermissionSet>;
  /** When a grant begins or ends, in milliseconds: until then these bits are right. */
  readonly changesAt: number | null;
};

/** A moment lies in a grant's time. */
export function isRunning(grant: Pick<HeldGrant, "validFrom" | "validUntil">, now: number): boolean {
  if (grant.validFrom !== null && Date.parse(grant.validFrom) > now) return false;
  return grant.validUntil === null || Date.parse(grant.validUntil) > now;
}

function nextChange(grants: readonly HeldGrant[], now: number): number | null {
  let next = Infinity;
  for (const { validFrom, validUntil } of grants) {
    for (const moment of [validFrom, validUntil]) {
      const at = moment === null ? Infinity : Date.parse(moment);
      if (at > now && at < next) next = at;
    }
  }
  return next === Infinity ? null : next;
}

export function compile(grants: readonly HeldGrant[], now: Date): Compiled {
  const names = new Map<ScopeKey, Set<string>>();
  for (const grant of grants) {
    if (!isRunning(grant, now.getTime())) continue;
    const key = scopeKey(grant.scope);
    const held = names.get(key) ?? new Set();
    for (const name of grant.permissions) held.add(name);
    names.set(key, held);
  }
  const at = new Map([...names].map(([key, held]) => [key, permissionSet(held)]));
  return { at, changesAt: nextChange(grants, now.getTime()) };
}

/** The one rule: a permission is held where a grant at the place, or at one above it, carries it. */
export function holds(
  compiled: Compiled,
  permission: Permission,
  chain: readonly ScopeKey[] = wholeOrganization,
): boolean {
  for (const key of chainFor(permission, chain)) {
    if (compiled.at.get(key)?.has(permission) === true) return true;
  }
  return false;
}

const inside = (names: readonly string[]): string[] =>
  names.filter((name) => !platformOnly.some((other) => other === name));

/** What a set allows inside of an organization. */
export function insideOf(set: PermissionSet): PermissionSet {
  return permissionSet(inside(set.names()));
}

/** Everything held at any of these scopes together. */
export function heldAt(compiled: Compiled, chain: readonly ScopeKey[]): PermissionSet {
  return permissionSet(chain.flatMap((key) => compiled.at.get(key)?.names() ?? []));
}

/** What is held, as far as some names go. */
export function within(compiled: Compiled, names: readonly string[]): Compiled {
  const bound = new Set(names);
  const at = [...compiled.at].map(
    ([key, held]) => [key, permissionSet(held.names().filter((name) => bound.has(name)))] as const,
  );
  return { ...compiled, at: new Map(at) };
}
