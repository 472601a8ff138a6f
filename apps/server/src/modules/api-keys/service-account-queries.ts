import { formatId, type ServiceAccount } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { integer, text, textArray, textOrNull, time } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

export type ServiceAccountRow = ServiceAccount & { uuid: string };

const roles = `array(select distinct r.slug from grants g join roles r on r.id = g.role_id
  where g.organization_id = service_accounts.organization_id and g.subject_type = 'service_account'
    and g.subject_id = service_accounts.id and g.scope in ('platform', 'organization') order by r.slug)`;
const keys = `(select count(*) from api_keys k
  where k.organization_id = service_accounts.organization_id and k.service_account_id = service_accounts.id
    and k.revoked_at is null and (k.expires_at is null or k.expires_at > now()))`;
const columns = [
  "id", "name", "description", "status", roles, keys, "created_by", "created_at", "updated_at", "version",
] as const; // prettier-ignore

function read(row: RawRow): ServiceAccountRow {
  const createdBy = textOrNull(row, 6);
  return {
    uuid: text(row, 0),
    id: formatId("serviceAccount", text(row, 0)),
    name: text(row, 1),
    description: textOrNull(row, 2),
    status: text(row, 3) === "active" ? "active" : "suspended",
    roles: textArray(row, 4),
    keys: integer(row, 5),
    createdBy: createdBy === null ? null : formatId("user", createdBy),
    createdAt: time(row, 7),
    updatedAt: time(row, 8),
    version: integer(row, 9),
  };
}

export const serviceAccountList: ListSpec<ServiceAccountRow> = {
  name: "service accounts",
  from: "service_accounts",
  columns,
  idColumn: "id",
  sorts: { name: { sql: "name_key", cast: "text" }, createdAt: { sql: "created_at", cast: "timestamptz" } },
  read,
};

const all = columns.join(", ");
export const findServiceAccount = statement<[string], ServiceAccountRow>(
  `select ${all} from service_accounts where id = $1 and deleted_at is null`,
  read,
);
export const lockServiceAccount = statement<[string], ServiceAccountRow>(
  `select ${all} from service_accounts where id = $1 and deleted_at is null for no key update`,
  read,
);
export const insertServiceAccount = command<
  [id: string, name: string, nameKey: string, description: string | null, now: string, by: string | null]
>(
  `insert into service_accounts (organization_id, id, name, name_key, description, created_at, created_by, updated_at,
     updated_by)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $5, $6)`,
);
export const updateServiceAccountRow = command<
  [
    id: string, name: string, nameKey: string, description: string | null, status: string, now: string,
    by: string | null,
  ]
>(
  `update service_accounts set name = $2, name_key = $3, description = $4, status = $5, updated_at = $6,
     updated_by = $7, version = version + 1
   where id = $1`,
); // prettier-ignore
export const deleteServiceAccountRow = command<[id: string, now: string, by: string | null]>(
  `update service_accounts set deleted_at = $2, updated_at = $2, updated_by = $3, version = version + 1 where id = $1`,
);

export const takeRoles = command<[id: string, slugs: readonly string[]]>(
  `delete from grants where subject_type = 'service_account' and subject_id = $1
     and role_id in (select id from roles where slug = any($2::text[]))`,
);
export const takeAllGrants = command<[id: string]>(
  "delete from grants where subject_type = 'service_account' and subject_id = $1",
);
