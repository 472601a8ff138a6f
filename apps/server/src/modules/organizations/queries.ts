import {
  formatId,
  organizationStatuses,
  type Organization,
  type OrganizationStatus,
} from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, integerOrNull, json, text, textOrNull, time, timeOrNull } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

const logo = `(select l.digest from organization_logos l where l.organization_id = organizations.id)`;
const columns = [
  "organizations.id", "organizations.parent_id", "organizations.slug", "organizations.name", "organizations.status",
  "organizations.platform", "organizations.plan", "organizations.user_limit", "organizations.settings",
  "organizations.created_at", "organizations.updated_at", "organizations.version", "organizations.status_reason",
  "organizations.purge_at", "organizations.storage_limit", "organizations.call_limit", "organizations.organization_limit",
  "organizations.brand_name", "organizations.hue", logo, "organizations.purged_at",
] as const; // prettier-ignore
export const organizationColumns: readonly string[] = columns;

export type OrganizationRow = Organization & { uuid: string; parentUuid: string | null };

/** Changes with the logo, so that whoever keeps one asks for the next. */
const logoPath = (slug: string, digest: string | null): string | null =>
  digest === null ? null : `/api/v1/auth/logo?organization=${slug}&v=${digest.slice(0, 16)}`;

const isStatus = (status: string): status is OrganizationStatus =>
  (organizationStatuses as readonly string[]).includes(status);

export function readOrganization(row: RawRow): OrganizationRow {
  const parentUuid = textOrNull(row, 1);
  const status = text(row, 4);
  if (!isStatus(status)) throw new Error(`an organization of the unknown status ${status}`);
  return {
    uuid: text(row, 0),
    parentUuid,
    id: formatId("organization", text(row, 0)),
    parentId: parentUuid === null ? null : formatId("organization", parentUuid),
    slug: text(row, 2),
    name: text(row, 3),
    status,
    platform: flag(row, 5),
    plan: text(row, 6),
    settings: json(row, 8),
    createdAt: time(row, 9),
    updatedAt: time(row, 10),
    version: integer(row, 11),
    statusReason: textOrNull(row, 12),
    purgeAt: timeOrNull(row, 20) === null ? timeOrNull(row, 13) : null,
    limits: {
      users: integerOrNull(row, 7),
      storageBytes: integerOrNull(row, 14),
      callsPerMonth: integerOrNull(row, 15),
      organizations: integerOrNull(row, 16),
    },
    branding: {
      name: textOrNull(row, 17),
      hue: integerOrNull(row, 18),
      logo: logoPath(text(row, 2), textOrNull(row, 19)),
    },
  };
}
const read = readOrganization;

const usersOf = `(select coalesce(sum(users), 0) from user_counts c
  where c.organization_id = organizations.id and c.status <> 'deleted')`;
export const parentName = `(select above.name from organizations above where above.id = organizations.parent_id)`;

export const organizationList: ListSpec<OrganizationRow & { users: number; parentName: string | null }> = {
  name: "organizations",
  from: "organizations",
  columns: [...columns, usersOf, parentName],
  idColumn: "organizations.id",
  sorts: {
    name: { sql: "organizations.name_key", cast: "text" },
    slug: { sql: "organizations.slug", cast: "text" },
    createdAt: { sql: "organizations.created_at", cast: "timestamptz" },
  },
  read: (row) => ({
    ...read(row),
    users: integer(row, columns.length),
    parentName: textOrNull(row, columns.length + 1),
  }),
};

export const countOrganizations = statement<[], number>(
  "select count(*) from organizations where status <> 'deleted'",
  (row) => integer(row, 0),
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
  `insert into organizations (id, parent_id, slug, name, name_key, platform, user_limit, settings, created_at, updated_at,
     organization_limit)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, case when $6 then null else 0 end) returning ${all}`,
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
