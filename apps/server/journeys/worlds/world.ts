import fc from "fast-check";
import type { Permission, ScopeRef } from "@atrium/contracts";

export const somePermissions: readonly Permission[] = [
  "users:read", "users:update", "audit:read", "jobs:read", "sessions:end", "roles:assign",
]; // prettier-ignore

type Period = "always" | "over" | "running" | "coming";
export type WorldGrant = {
  readonly subject: { readonly kind: "person" | "group"; readonly at: number };
  readonly role: number | null;
  readonly permission: Permission;
  readonly scope: { readonly kind: "organization" | "group" | "person"; readonly at: number };
  readonly period: Period;
};
/** Everything by its place in a list; parents always stand before what hangs on them, so nothing closes a circle. */
export type World = {
  readonly roles: readonly {
    readonly permissions: readonly Permission[];
    readonly parents: readonly number[];
  }[];
  readonly groups: readonly { readonly parent: number | null }[];
  readonly people: readonly { readonly active: boolean; readonly groups: readonly number[] }[];
  readonly grants: readonly WorldGrant[];
};
export type Question = {
  readonly person: number;
  readonly permission: Permission;
  readonly scope: WorldGrant["scope"];
};

const somewhere = fc.nat({ max: 1000 });
const permission = fc.constantFrom(...somePermissions);
const scope = fc.record({
  kind: fc.constantFrom<WorldGrant["scope"]["kind"]>("organization", "organization", "group", "person"),
  at: somewhere,
});
const within = (at: number, length: number): number => at % length;

/** The same thing is given once, for whatever time. */
function once(grants: readonly WorldGrant[]): WorldGrant[] {
  const keyOf = ({ subject, role, permission: name, scope: where }: WorldGrant): string =>
    JSON.stringify([subject, role ?? name, where]);
  return [...new Map(grants.toReversed().map((grant) => [keyOf(grant), grant])).values()];
}

/** Roles and groups to a depth of ten, with chains as likely as bushes. */
export const worlds: fc.Arbitrary<{ world: World; questions: readonly Question[] }> = fc
  .record({
    roles: fc.array(
      fc.record({
        permissions: fc.subarray([...somePermissions], { maxLength: 2 }),
        parents: fc.array(somewhere, { maxLength: 3 }),
        chained: fc.boolean(),
      }),
      { minLength: 1, maxLength: 11 },
    ),
    groups: fc.array(fc.record({ parent: somewhere, root: fc.nat({ max: 4 }), chained: fc.boolean() }), {
      minLength: 1,
      maxLength: 11,
    }),
    people: fc.array(
      fc.record({
        active: fc.nat({ max: 5 }).map((n) => n > 0),
        groups: fc.array(somewhere, { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    grants: fc.array(
      fc.record({
        subject: fc.record({ kind: fc.constantFrom<"person" | "group">("person", "group"), at: somewhere }),
        role: fc.option(somewhere, { freq: 4 }),
        permission,
        scope,
        period: fc.constantFrom<Period>("always", "always", "running", "over", "coming"),
      }),
      { maxLength: 12 },
    ),
    questions: fc.array(fc.record({ person: somewhere, permission, scope }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ roles, groups, people, grants, questions }) => {
    const scoped = ({ kind, at }: WorldGrant["scope"]): WorldGrant["scope"] => {
      if (kind === "organization") return { kind, at: 0 };
      return { kind, at: within(at, kind === "group" ? groups.length : people.length) };
    };
    const world: World = {
      roles: roles.map(({ permissions, parents, chained }, n) => {
        const above = n === 0 ? [] : parents.map((at) => within(at, n));
        return { permissions, parents: [...new Set(chained && n > 0 ? [n - 1, ...above] : above)] };
      }),
      groups: groups.map(({ parent, root, chained }, n) => ({
        parent: n === 0 || (root === 0 && !chained) ? null : chained ? n - 1 : within(parent, n),
      })),
      people: people.map(({ active, groups: joined }) => ({
        active,
        groups: [...new Set(joined.map((at) => within(at, groups.length)))],
      })),
      grants: once(
        grants.map((grant) => ({
          ...grant,
          role: grant.role === null ? null : within(grant.role, roles.length),
          subject: {
            ...grant.subject,
            at: within(grant.subject.at, grant.subject.kind === "group" ? groups.length : people.length),
          },
          scope: scoped(grant.scope),
        })),
      ),
    };
    return {
      world,
      questions: questions.map(({ person, permission: asked, scope: where }) => ({
        person: within(person, people.length),
        permission: asked,
        scope: scoped(where),
      })),
    };
  });

function climb(world: World, from: readonly number[]): Set<number> {
  const found = new Set<number>();
  for (const start of from) {
    for (let at: number | null = start; at !== null; at = world.groups[at]?.parent ?? null) found.add(at);
  }
  return found;
}

function roleAllows(world: World, role: number, wanted: Permission): boolean {
  const stands = world.roles[role];
  if (stands === undefined) return false;
  return stands.permissions.includes(wanted) || stands.parents.some((at) => roleAllows(world, at, wanted));
}

/** The rule as one would say it aloud, without any of the engine's means. */
export function bruteForce(world: World, { person, permission: wanted, scope: where }: Question): boolean {
  const asked = world.people[person];
  if (asked === undefined || !asked.active) return false;
  const groups = climb(world, asked.groups);
  const around =
    where.kind === "group"
      ? climb(world, [where.at])
      : climb(world, where.kind === "person" ? (world.people[where.at]?.groups ?? []) : []);
  return world.grants.some((grant) => {
    const mine = grant.subject.kind === "person" ? grant.subject.at === person : groups.has(grant.subject.at);
    const allows = grant.role === null ? grant.permission === wanted : roleAllows(world, grant.role, wanted);
    const runs = grant.period === "always" || grant.period === "running";
    const reaches =
      grant.scope.kind === "organization" ||
      (grant.scope.kind === "group" && around.has(grant.scope.at)) ||
      (grant.scope.kind === "person" && where.kind === "person" && grant.scope.at === where.at);
    return mine && allows && runs && reaches;
  });
}

/** A scope of the world as the API names it. */
export function scopeIn(
  where: WorldGrant["scope"],
  ids: { readonly groups: readonly string[]; readonly people: readonly string[] },
): ScopeRef {
  if (where.kind === "organization") return { kind: "organization", type: null, id: null };
  if (where.kind === "group") return { kind: "group", type: null, id: ids.groups[where.at] ?? null };
  return { kind: "resource", type: "user", id: ids.people[where.at] ?? null };
}
