import type { AccessChange, ScopeRef, SubjectRef } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { grantsById, type HeldGrant } from "./engine/held-grants.ts";
import { standingOf } from "./engine/subjects.ts";
import type { BookRole } from "./role-book.ts";
import { movesIn, type Move } from "./simulate-moves.ts";
import { inheritorsOf, rolesNamed } from "./simulate-queries.ts";

export type Gift = {
  readonly subject: SubjectRef;
  readonly roleId: string | null;
  readonly permission: string | null;
  readonly scope: ScopeRef;
};

/** Changes as they would be in force, and whom they could touch. */
export type Plan = {
  /** Roles as they would be. */
  readonly changed: ReadonlyMap<string, BookRole>;
  /** Roles that would be gone, with what would take their place. */
  readonly gone: ReadonlyMap<string, string | null>;
  readonly given: readonly Gift[];
  readonly ended: readonly HeldGrant[];
  /** Who would be put into groups or taken out of them. */
  readonly moves: ReadonlyMap<string, Move>;
  /** Roles that would allow something else. */
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly people: readonly string[];
  /** Slugs of roles that a reader of the plan has to know. */
  readonly slugs: readonly string[];
};

function slugsIn(change: AccessChange): string[] {
  switch (change.do) {
    case "role.update":
      return [change.role, ...(change.inherits ?? [])];
    case "role.delete":
      return change.replacement === undefined ? [change.role] : [change.role, change.replacement];
    case "grant.give":
      return change.role === undefined ? [] : [change.role];
    case "grant.end":
    case "group.join":
    case "group.leave":
      return [];
  }
}

/** Those who would move, and where to or from: a change of what is not there is no change. */
async function knowMoves(
  db: Reader,
  organizationId: string,
  moves: ReadonlyMap<string, Move>,
): Promise<void> {
  const groups = new Set([...moves.values()].flatMap(({ joins, leaves }) => [...joins, ...leaves]));
  const found = await db.queries(
    ...[...moves.keys()].map((id) => standingOf(organizationId, { type: "user", id })),
    ...[...groups].map((id) => standingOf(organizationId, { type: "group", id })),
  );
  if (found.some(([standing]) => standing === undefined)) fail("access.change_unknown");
}

export async function planOf(
  db: Reader,
  organizationId: string,
  changes: readonly AccessChange[],
): Promise<Plan> {
  const slugs = [...new Set(changes.flatMap(slugsIn))];
  const grantIds = changes.flatMap((change) => (change.do === "grant.end" ? [change.grant] : []));
  const [roles, grants] = await db.queries(rolesNamed(slugs), grantsById(organizationId, grantIds));
  const bySlug = new Map(roles.map((role) => [role.slug, role]));
  const roleOf = (slug: string): BookRole => bySlug.get(slug) ?? fail("access.change_unknown");
  if (grantIds.some((id) => !grants.some((grant) => grant.id === id))) fail("access.change_unknown");

  const changed = new Map<string, BookRole>();
  const gone = new Map<string, string | null>();
  const given: Gift[] = [];
  const moves = movesIn(changes);
  if (moves.size > 0) await knowMoves(db, organizationId, moves);
  const touched: SubjectRef[] = [
    ...grants.map(({ subject }) => subject),
    ...[...moves.keys()].map((id): SubjectRef => ({ type: "user", id })),
  ];
  for (const change of changes) {
    if (change.do === "role.update") {
      const before = roleOf(change.role);
      const role = changed.get(before.id) ?? before;
      changed.set(role.id, {
        ...role,
        permissions: change.permissions ?? role.permissions,
        parents: change.inherits?.map((slug) => roleOf(slug).id) ?? role.parents,
      });
    } else if (change.do === "role.delete") {
      const replacement = change.replacement === undefined ? null : roleOf(change.replacement).id;
      gone.set(roleOf(change.role).id, replacement);
    } else if (change.do === "grant.give") {
      const { subject, scope, permission = null } = change;
      const roleId = change.role === undefined ? null : roleOf(change.role).id;
      given.push({ subject, scope, permission, roleId });
      touched.push(subject);
    }
  }
  const seeds = [...changed.keys(), ...gone.keys()];
  return {
    changed,
    gone,
    given,
    ended: grants,
    moves,
    roles: await db.query(inheritorsOf(seeds)),
    groups: touched.flatMap(({ type, id }) => (type === "group" ? [id] : [])),
    people: touched.flatMap(({ type, id }) => (type === "user" ? [id] : [])),
    slugs,
  };
}
