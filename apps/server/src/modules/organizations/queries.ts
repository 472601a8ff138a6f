import { formatId, type Organization } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, integerOrNull, json, text, textOrNull, time } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

const columns = [
  "id", "parent_id", "slug", "name", "status", "platform", "plan", "user_limit", "settings", "created_at",
  "updated_at", "version",
] as const; // prettier-ignore

export type OrganizationRow = Organization & { uuid: string };

function read(row: RawRow): OrganizationRow {
  const parent = textOrNull(row, 1);
  return {
    uuid: text(row, 0),
    id: formatId("organization", text(row, 0)),
    parentId: parent === null ? null : formatId("organization", parent),
    slug: text(row, 2),
    name: text(row, 3),
    status: text(row, 4) === "active" ? "active" : "suspended",
    platform: flag(row, 5),
    plan: text(row, 6),
    limits: { users: integerOrNull(row, 7) },
    settings: json(row, 8),
    createdAt: time(row, 9),
    updatedAt: time(row, 10),
    version: integer(row, 11),
  };
}

const usersOf = `(select coalesce(sum(users), 0) from user_counts c
  where c.organization_id = organizations.id and c.status <> 'deleted')`;

export const organizationList: ListSpec<OrganizationRow & { users: number }> = {
  name: "organizations",
  from: "organizations",
  columns: [...columns, usersOf],
  idColumn: "id",
  sorts: { name: { sql: "name_key", cast: "text" }, createdAt: { sql: "created_at", cast: "timestamptz" } },
  read: (row) => ({ ...read(row), users: integer(row, columns.length) }),
};

export const countOrganizations = statement<[], number>("select count(*) from organizations", (row) =>
  integer(row, 0),
);

const all = columns.join(", ");
export const currentOrganization = statement<[], OrganizationRow>(
  `select ${all} from organizations where id = (select current_organization())`,
  read,
);
/** The active organization of this slug, and the platform's own, in this order. */
export const brandedBy = statement<[slug: string | null], OrganizationRow>(
  `select ${all} from organizations where (slug = $1 or platform) and status = 'active'
   order by (slug = $1) desc nulls last limit 1`,
  read,
);
export const lockOrganization = statement<[], OrganizationRow>(
  `select ${all} from organizations where id = (select current_organization()) for no key update`,
  read,
);

export const insertOrganization = statement<
  [string, string | null, string, string, string, boolean, number | null, string, string],
  OrganizationRow
>(
  `insert into organizations (id, parent_id, slug, name, name_key, platform, user_limit, settings, created_at, updated_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) returning ${all}`,
  read,
);

export const updateOrganizationRow = statement<[string, string, string, string, string], OrganizationRow>(
  `update organizations set slug = $1, name = $2, name_key = $3, settings = $4, updated_at = $5, version = version + 1
   where id = (select current_organization()) returning ${all}`,
  read,
);

export const createdPerDay = statement<[string], { day: string; count: number }>(
  `select to_char(created_at, 'YYYY-MM-DD') as day, count(*) from users
   where created_at >= $1 and deleted_at is null group by 1 order by 1`,
  (row) => ({ day: text(row, 0), count: integer(row, 1) }),
);
export const signInsPerDay = statement<[string, string], { day: string; count: number }>(
  `select to_char(occurred_at, 'YYYY-MM-DD') as day, count(*) from events
   where name = 'session.started' and id >= uuid_floor($1) and occurred_at >= $2 group by 1 order by 1`,
  (row) => ({ day: text(row, 0), count: integer(row, 1) }),
);
