import { platformOnly, type Permission, type ScopeRef } from "@atrium/contracts";

/** A scope as a key of a map. */
export type ScopeKey = string;

export function scopeKey({ kind, type, id }: ScopeRef): ScopeKey {
  if (id === null) return kind;
  return type === null ? `${kind}:${id}` : `${kind}:${type}:${id}`;
}

export function scopeOfKey(key: ScopeKey): ScopeRef {
  const [kind = "", ...rest] = key.split(":");
  const named = kind as ScopeRef["kind"];
  if (rest.length === 0) return { kind: named, type: null, id: null };
  return rest.length === 1
    ? { kind: named, type: null, id: rest[0] ?? null }
    : { kind: named, type: rest[0] ?? null, id: rest[1] ?? null };
}

/** A place with what is above it: a grant at any of these reaches it. */
export type Chain = {
  /** The thing itself and the groups that it lies in. */
  readonly things: readonly ScopeKey[];
  /** Whether it lies in an organization; the platform as a whole does not. */
  readonly inside: boolean;
};

export const wholeOrganization: Chain = { things: [], inside: true };
const wholePlatform: Chain = { things: [], inside: false };

const reachesOver: ReadonlySet<string> = new Set(platformOnly);
export const isPlatformOnly = (permission: string): boolean => reachesOver.has(permission);

export function chainOf(scope: ScopeRef, groupsAbove: readonly string[]): Chain {
  if (scope.kind === "platform") return wholePlatform;
  if (scope.kind === "organization") return wholeOrganization;
  const groups = groupsAbove.map((id) => `group:${id}`);
  return { things: [...new Set([scopeKey(scope), ...groups])], inside: true };
}

/** Every scope at which a permission counts for a place; what reaches over organizations counts over the platform alone. */
export function keysFor(permission: Permission, { things, inside }: Chain): readonly ScopeKey[] {
  return inside && !isPlatformOnly(permission) ? [...things, "organization", "platform"] : ["platform"];
}
