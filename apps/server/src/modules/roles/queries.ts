import { formatId, type Output, type listRoles } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull, time } from "#kernel/db/values";

type Role = Omit<Output<typeof listRoles>["items"][number], "assignable">;

const read = (row: readonly (string | null)[]): Role & { uuid: string } => ({
  uuid: text(row, 0),
  id: formatId("role", text(row, 0)),
  slug: text(row, 1),
  name: text(row, 2),
  permissions: textArray(row, 3),
  system: flag(row, 4),
});
const columns = "id, slug, name, permissions, organization_id is null";

export const allRoles = statement<[], Role>(
  `select ${columns} from roles order by organization_id nulls first, created_at, id`,
  read,
);
export const findRole = statement<[string], Role & { uuid: string }>(
  `select ${columns} from roles where slug = $1`,
  read,
);

export const rolesBySlug = statement<[readonly string[]], { slug: string; uuid: string }>(
  "select slug, id from roles where slug = any($1)",
  (row) => ({ slug: text(row, 0), uuid: text(row, 1) }),
);

export const insertGrants = command<
  [readonly string[], string, readonly string[], string, string | null, string, string]
>(
  `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, granted_by, source, created_at)
   select current_organization(), g.id, 'user', $2, g.role_id, $4, $5, $6, $7
   from unnest($1::uuid[], $3::uuid[]) as g (id, role_id)`,
);

export const removeGrant = statement<[string, string], string>(
  "delete from grants where subject_id = $1 and role_id = $2 returning id",
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
   where g.subject_id = $1 order by g.created_at, g.id`,
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
export const otherOwners = statement<[string], number>(
  `select count(*) from grants g join roles r on r.id = g.role_id and r.slug = 'super-admin' and r.organization_id is null
   join users u on u.organization_id = g.organization_id and u.id = g.subject_id
   where u.status = 'active' and u.id <> $1`,
  (row) => integer(row, 0),
);

export const isPlatform = statement<[], boolean>(
  "select platform from organizations where id = (select current_organization())",
  (row) => flag(row, 0),
);
