import { formatId } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull, time } from "#kernel/db/values";

const own = "(select current_organization())";

/** The row of a new role; nothing where another one has the slug. */
export const insertRole = statement<
  [
    id: string, slug: string, name: string, description: string, permissions: readonly string[], template: boolean,
    templateId: string | null, at: string, by: string | null,
  ],
  string
>(
  `insert into roles (organization_id, id, slug, name, description, permissions, template, template_id, created_at, updated_at, created_by, updated_by)
   select ${own}, $1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $9
   where not exists (select 1 from roles where slug = $2)
   on conflict do nothing returning id`,
  (row) => text(row, 0),
); // prettier-ignore

/** Whether any organization has a role of this slug; for templates, which all of them see. Runs as the system. */
export const slugInUse = statement<[slug: string], boolean>(
  "select exists (select 1 from roles where slug = $1)",
  (row) => flag(row, 0),
);

export const updateRoleRow = command<
  [id: string, name: string, description: string, permissions: readonly string[], at: string, by: string | null]
>(
  `update roles set name = $2, description = $3, permissions = $4, updated_at = $5, updated_by = $6, version = version + 1
   where id = $1`,
); // prettier-ignore

export const insertVersion = command<[role: string, by: string | null]>(
  `insert into role_versions (organization_id, role_id, version, name, description, permissions, parents, created_at, created_by)
   select r.organization_id, r.id, r.version, r.name, r.description, r.permissions,
     array(select p.slug from role_parents rp join roles p on p.id = rp.parent_id where rp.role_id = r.id order by p.slug),
     r.updated_at, $2
   from roles r where r.id = $1`,
);

export type RoleVersion = {
  version: number;
  name: string;
  description: string;
  permissions: string[];
  inherits: string[];
  createdAt: string;
  createdBy: string | null;
};
const readVersion = (row: readonly (string | null)[]): RoleVersion => {
  const by = textOrNull(row, 6);
  return {
    version: integer(row, 0),
    name: text(row, 1),
    description: text(row, 2),
    permissions: textArray(row, 3),
    inherits: textArray(row, 4),
    createdAt: time(row, 5),
    createdBy: by === null ? null : formatId("user", by),
  };
};
const versionColumns = "version, name, description, permissions, parents, created_at, created_by";
export const versionsOf = statement<[role: string, before: number, limit: number], RoleVersion>(
  `select ${versionColumns} from role_versions where role_id = $1 and version < $2 order by version desc limit $3`,
  readVersion,
);
export const twoVersions = statement<[role: string, from: number, to: number], RoleVersion>(
  `select ${versionColumns} from role_versions where role_id = $1 and version in ($2, $3)`,
  readVersion,
);

/** What a role allows, with the slug of the role that each comes from, its own first, and of those that it inherits it from. */
export const allowedBy = statement<[role: string], { name: string; from: string; inherited: string[] }>(
  `select a.permission, (array_agg(v.slug order by a.via = $1 desc, v.slug))[1],
     array(select unnest(array_agg(v.slug) filter (where a.via <> $1)) order by 1)
   from role_allows($1) a join roles v on v.id = a.via group by a.permission order by a.permission`,
  (row) => ({ name: text(row, 0), from: text(row, 1), inherited: textArray(row, 2) }),
);
/** What these roles allow together, with the roles that each comes from. */
export const allowedByAny = statement<[roles: readonly string[]], { name: string; from: string[] }>(
  `select a.permission, array_agg(distinct v.slug order by v.slug)
   from unnest($1::uuid[]) of_role cross join lateral role_allows(of_role) a join roles v on v.id = a.via
   group by a.permission order by a.permission`,
  (row) => ({ name: text(row, 0), from: textArray(row, 1) }),
);

/** Gives whoever holds a role another one in its place, for the same time and at the same scope. */
export const moveGrants = command<[from: string, to: string]>(
  `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, scope_type, scope_id,
     valid_from, valid_until, granted_by, reason, source, created_at)
   select organization_id, uuidv7(), subject_type, subject_id, $2, scope, scope_type, scope_id,
     valid_from, valid_until, granted_by, reason, source, created_at from grants where role_id = $1
   on conflict do nothing`,
);
export const dropGrants = command<[role: string]>("delete from grants where role_id = $1");
export const dropRole = command<[role: string]>("delete from roles where id = $1");

export const rolesWithPermission = statement<[permission: string], string>(
  `select r.slug from roles_allowing(${own}, $1) a join roles r on r.id = a order by r.slug limit 100`,
  (row) => text(row, 0),
);
