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

export const wholeOrganization: readonly ScopeKey[] = ["organization", "platform"];
const wholePlatform: readonly ScopeKey[] = ["platform"];

const reachesOver: ReadonlySet<string> = new Set(platformOnly);
export const isPlatformOnly = (permission: string): boolean => reachesOver.has(permission);

/** What is above a thing, itself first: a grant at any of these reaches it. */
export function chainOf(scope: ScopeRef, groupsAbove: readonly string[]): readonly ScopeKey[] {
  if (scope.kind === "platform") return wholePlatform;
  if (scope.kind === "organization") return wholeOrganization;
  const groups = groupsAbove.map((id) => `group:${id}`);
  const itself = scopeKey(scope);
  return [...new Set([itself, ...groups, ...wholeOrganization])];
}

/** What reaches over organizations is only ever held over the platform. */
export function chainFor(permission: Permission, chain: readonly ScopeKey[]): readonly ScopeKey[] {
  return reachesOver.has(permission) ? wholePlatform : chain;
}
