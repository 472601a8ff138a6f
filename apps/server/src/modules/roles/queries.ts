import { formatId, type Role, type SubjectType } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull, time } from "#kernel/db/values";

export type RoleRow = Role & {
  readonly uuid: string;
  readonly organizationId: string | null;
  readonly templateId: string | null;
};

export const roleColumns = [
  "r.id", "r.slug", "r.name", "r.description", "r.organization_id", "r.template",
  "(select t.slug from roles t where t.id = r.template_id)",
  "array(select p.slug from role_parents rp join roles p on p.id = rp.parent_id where rp.role_id = r.id order by p.slug)",
  "r.permissions", "r.version", "r.template_id",
] as const; // prettier-ignore
const columns = roleColumns.join(", ");

export const readRole = (row: RawRow): RoleRow => ({
  uuid: text(row, 0),
  id: formatId("role", text(row, 0)),
  slug: text(row, 1),
  name: text(row, 2),
  description: text(row, 3),
  organizationId: textOrNull(row, 4),
  system: row[4] === null,
  template: flag(row, 5),
  narrows: textOrNull(row, 6),
  inherits: textArray(row, 7),
  permissions: textArray(row, 8),
  version: integer(row, 9),
  templateId: textOrNull(row, 10),
});

export const findRole = statement<[slug: string], RoleRow>(
  `select ${columns} from roles r where r.slug = $1`,
  readRole,
);
export const rolesAsShown = statement<[slugs: readonly string[]], RoleRow>(
  `select ${columns} from roles r where r.slug = any($1)`,
  readRole,
);
/** The organization's own role for a change; what is shared by all is not found. */
export const lockRole = statement<[slug: string], RoleRow>(
  `select ${columns} from roles r
   where r.slug = $1 and r.organization_id = (select current_organization()) for no key update of r`,
  readRole,
);

export type GivableRole = { slug: string; uuid: string; permissions: string[] };
const readGivable = (row: RawRow): GivableRole => ({
  slug: text(row, 0),
  uuid: text(row, 1),
  permissions: textArray(row, 2),
});
/** A role with everything that it allows. Of one: how to read several would be planned anew for each list of them. */
export const roleBySlug = statement<[slug: string], GivableRole>(
  `select r.slug, r.id, array(select distinct a.permission from role_allows(r.id) a) from roles r where r.slug = $1`,
  readGivable,
);
/** The same of several, as on a page. */
export const rolesBySlug = statement<[slugs: readonly string[]], GivableRole>(
  `select r.slug, r.id, array(select distinct a.permission from role_allows(r.id) a) from roles r where r.slug = any($1)`,
  readGivable,
);

export const insertGrants = command<
  [
    ids: readonly string[], subject: string, roles: readonly string[], scope: string, by: string | null, source: string,
    at: string, subjectType: SubjectType,
  ]
>(
  `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, granted_by, source, created_at)
   select current_organization(), g.id, $8, $2, g.role_id, $4, $5, $6, $7
   from unnest($1::uuid[], $3::uuid[]) as g (id, role_id)`,
); // prettier-ignore

/** Takes a role away that is held in the organization as a whole. */
export const removeGrant = statement<[subject: string, role: string], string>(
  `delete from grants where subject_id = $1 and role_id = $2 and scope in ('platform', 'organization') returning id`,
  (row) => text(row, 0),
);

export const grantsOf = statement<
  [string],
  {
    slug: string;
    name: string;
    scope: "platform" | "organization";
    grantedBy: string | null;
    grantedAt: string;
  }
>(
  `select r.slug, r.name, g.scope, g.granted_by, g.created_at from grants g join roles r on r.id = g.role_id
   where g.subject_id = $1 and g.scope in ('platform', 'organization') order by g.created_at, g.id`,
  (row) => {
    const grantedBy = textOrNull(row, 3);
    return {
      slug: text(row, 0),
      name: text(row, 1),
      scope: text(row, 2) === "platform" ? "platform" : "organization",
      grantedBy: grantedBy === null ? null : formatId("user", grantedBy),
      grantedAt: time(row, 4),
    };
  },
);

/** Holds off whoever else would take an owner away at the same time, then counts the owners that would be left. */
export const lockOwners = command<[]>(
  "select 1 from organizations where id = (select current_organization()) for no key update",
);
/** Who owns for a time only is no owner that an organization can rely on. */
export const otherOwners = statement<[string], number>(
  `select count(*) from grants g join roles r on r.id = g.role_id and r.slug = 'super-admin' and r.organization_id is null
   join users u on u.organization_id = g.organization_id and u.id = g.user_id
   where u.status = 'active' and u.id <> $1 and g.scope in ('platform', 'organization')
     and g.valid_from is null and g.valid_until is null`,
  (row) => integer(row, 0),
);

export const isPlatform = statement<[], boolean>(
  "select platform from organizations where id = (select current_organization())",
  (row) => flag(row, 0),
);
