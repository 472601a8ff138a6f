import type { Client } from "pg";
import type { Database } from "#kernel/db/database";
import { setParents } from "#modules/roles";
import { scopeIn, type World } from "./world.ts";

export type Stored = {
  readonly organizationId: string;
  readonly groups: readonly string[];
  readonly people: readonly string[];
};

const day = 86_400_000;

/** Puts a world into an organization of its own; what roles inherit goes in the way that operations write it. */
export async function store(
  from: { sql: Client; database: Database; newId: () => string; now: Date },
  world: World,
): Promise<Stored> {
  const { sql, database, newId, now } = from;
  const organizationId = newId();
  const ids = {
    roles: world.roles.map(newId),
    groups: world.groups.map(newId),
    people: world.people.map(newId),
  };
  await sql.query(
    "insert into organizations (id, slug, name, name_key, created_at, updated_at) values ($1, $2, 'World', 'world', $3, $3)",
    [organizationId, `world-${organizationId}`, now],
  );
  for (const [n, { permissions }] of world.roles.entries()) {
    await sql.query(
      "insert into roles (id, organization_id, slug, name, permissions, created_at, updated_at) values ($1, $2, $3, 'R', $4, $5, $5)",
      [ids.roles[n], organizationId, `role-${n}`, permissions, now],
    );
  }
  await database.transaction(organizationId, async (db) => {
    for (const [n, { parents }] of world.roles.entries()) {
      if (parents.length === 0) continue;
      await setParents(
        db,
        ids.roles[n] ?? "",
        parents.map((at) => ids.roles[at] ?? ""),
      );
    }
  });
  for (const [n, { parent }] of world.groups.entries()) {
    await sql.query(
      `insert into groups (organization_id, id, parent_id, slug, name, name_key, created_at, updated_at)
       values ($1, $2, $3, $4, 'G', 'g', $5, $5)`,
      [organizationId, ids.groups[n], parent === null ? null : ids.groups[parent], `group-${n}`, now],
    );
  }
  for (const [n, { active, groups }] of world.people.entries()) {
    await sql.query(
      `insert into users (organization_id, id, email, display_name, name_key, status, created_at, updated_at)
       values ($1, $2, $3, 'P', 'p', $4, $5, $5)`,
      [organizationId, ids.people[n], `p${n}@world.example`, active ? "active" : "suspended", now],
    );
    for (const at of groups) {
      await sql.query(
        `insert into group_members (organization_id, group_id, user_id, by_hand, by_rule, added_at)
         values ($1, $2, $3, true, false, $4)`,
        [organizationId, ids.groups[at], ids.people[n], now],
      );
    }
  }
  for (const { subject, role, permission, scope, period } of world.grants) {
    const at = (days: number): Date => new Date(now.getTime() + days * day);
    const [validFrom, validUntil] = {
      always: [null, null],
      over: [at(-2), at(-1)],
      running: [at(-1), at(1)],
      coming: [at(1), at(2)],
    }[period];
    const where = scopeIn(scope, ids);
    await sql.query(
      `insert into grants (organization_id, id, subject_type, subject_id, role_id, permission, scope, scope_type, scope_id,
         valid_from, valid_until, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing`,
      [
        organizationId, newId(), subject.kind === "person" ? "user" : "group",
        subject.kind === "person" ? ids.people[subject.at] : ids.groups[subject.at],
        role === null ? null : ids.roles[role], role === null ? permission : null,
        where.kind, where.type, where.id, validFrom, validUntil, now,
      ],
    ); // prettier-ignore
  }
  return { organizationId, groups: ids.groups, people: ids.people };
}
