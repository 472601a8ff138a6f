import type { Permission } from "@atrium/contracts";
import { noPermissions, permissionSet, type PermissionSet } from "#kernel/permission-set";
import { isPlatformOnly, scopeKey, wholeOrganization, type Chain, type ScopeKey } from "./scopes.ts";
import type { HeldGrant } from "./held-grants.ts";

/** What somebody holds, as one set of bits for each scope. */
export type Compiled = {
  readonly at: ReadonlyMap<ScopeKey, PermissionSet>;
  readonly platform: PermissionSet;
  /** What is held everywhere in the organization, by grants for it or for the whole platform. */
  readonly inside: PermissionSet;
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
  return { ...summary(at), changesAt: nextChange(grants, now.getTime()) };
}

function summary(at: ReadonlyMap<ScopeKey, PermissionSet>): Omit<Compiled, "changesAt"> {
  const platform = at.get("platform") ?? noPermissions;
  const organization = at.get("organization") ?? noPermissions;
  const inside = insideOf(permissionSet([...organization.names(), ...platform.names()]));
  return { at, platform, inside };
}

/** The one rule: a permission is held where a grant for the place, or for one above it, carries it. */
export function holds(compiled: Compiled, permission: Permission, chain: Chain = wholeOrganization): boolean {
  if (!chain.inside || isPlatformOnly(permission)) return compiled.platform.has(permission);
  if (compiled.inside.has(permission)) return true;
  for (const key of chain.things) {
    if (compiled.at.get(key)?.has(permission) === true) return true;
  }
  return false;
}

/** What a set allows inside of an organization. */
export function insideOf(set: PermissionSet): PermissionSet {
  return permissionSet(set.names().filter((name) => !isPlatformOnly(name)));
}

/** What is held, as far as some names go. */
export function within(compiled: Compiled, names: readonly string[]): Compiled {
  const bound = new Set(names);
  const at = [...compiled.at].map(
    ([key, held]) => [key, permissionSet(held.names().filter((name) => bound.has(name)))] as const,
  );
  return { ...summary(new Map(at)), changesAt: compiled.changesAt };
}
