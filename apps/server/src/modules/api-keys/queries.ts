import { formatId, type ApiKey } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import {
  flag,
  integer,
  integerOrNull,
  text,
  textArray,
  textOrNull,
  time,
  timeOrNull,
} from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";
import { keyStart } from "./token.ts";

export type KeyRow = ApiKey & { uuid: string; userUuid: string | null; serviceAccountUuid: string | null };

/** Nobody turns a row over when its time is up; whoever reads it sees that it is. */
export const stateNow = `(case when api_keys.revoked_at is not null then 'revoked'
  when api_keys.expires_at <= now() then 'expired' else 'active' end)`;
const from = `api_keys
  left join users on users.organization_id = api_keys.organization_id and users.id = api_keys.user_id
  left join service_accounts on service_accounts.organization_id = api_keys.organization_id
    and service_accounts.id = api_keys.service_account_id`;
const columns = [
  "api_keys.id", "api_keys.name", "api_keys.user_id", "api_keys.service_account_id",
  "coalesce(users.display_name, service_accounts.name, '')", "api_keys.scopes", stateNow, "api_keys.allowed_addresses",
  "api_keys.calls_per_minute", "api_keys.expires_at", "api_keys.last_used_at", "api_keys.last_used_ip",
  "api_keys.rotated_at", "case when api_keys.previous_until > now() then api_keys.previous_until end",
  "api_keys.created_by", "api_keys.created_at", "api_keys.updated_at", "api_keys.revoked_at", "api_keys.version",
] as const; // prettier-ignore

function read(row: RawRow): KeyRow {
  const uuid = text(row, 0);
  const [userUuid, serviceAccountUuid] = [textOrNull(row, 2), textOrNull(row, 3)];
  const createdBy = textOrNull(row, 14);
  const name = text(row, 4);
  return {
    uuid,
    userUuid,
    serviceAccountUuid,
    id: formatId("apiKey", uuid),
    name: text(row, 1),
    start: keyStart(uuid),
    owner:
      userUuid === null
        ? { type: "serviceAccount", id: formatId("serviceAccount", serviceAccountUuid ?? ""), name }
        : { type: "user", id: formatId("user", userUuid), name },
    scopes: textArray(row, 5),
    state: text(row, 6) as ApiKey["state"],
    allowedAddresses: textArray(row, 7),
    callsPerMinute: integerOrNull(row, 8),
    expiresAt: timeOrNull(row, 9),
    lastUsedAt: timeOrNull(row, 10),
    lastUsedIp: textOrNull(row, 11),
    rotatedAt: timeOrNull(row, 12),
    previousUntil: timeOrNull(row, 13),
    createdBy: createdBy === null ? null : formatId("user", createdBy),
    createdAt: time(row, 15),
    updatedAt: time(row, 16),
    revokedAt: timeOrNull(row, 17),
    version: integer(row, 18),
  };
}

export const keyList: ListSpec<KeyRow> = {
  name: "api keys",
  from,
  columns,
  idColumn: "api_keys.id",
  sorts: {
    createdAt: { sql: "api_keys.created_at", cast: "timestamptz" },
    name: { sql: "api_keys.name_key", cast: "text" },
  },
  read,
};

const all = columns.join(", ");
export const findKey = statement<[string], KeyRow>(`select ${all} from ${from} where api_keys.id = $1`, read);
/** The row for a change: nobody else changes it until the transaction ends. */
export const lockKey = statement<[string], KeyRow>(
  `select ${all} from ${from} where api_keys.id = $1 for no key update of api_keys`,
  read,
);

export const insertKey = command<
  [
    id: string, userId: string | null, serviceAccountId: string | null, name: string, nameKey: string,
    scopes: readonly string[], digest: Buffer, addresses: readonly string[], callsPerMinute: number | null,
    expiresAt: string | null, now: string, by: string | null,
  ]
>(
  `insert into api_keys (organization_id, id, user_id, service_account_id, name, name_key, scopes, digest,
     allowed_addresses, calls_per_minute, expires_at, created_at, updated_at, created_by)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12)`,
); // prettier-ignore

export const updateKeyRow = command<
  [
    id: string, name: string, nameKey: string, scopes: readonly string[], addresses: readonly string[],
    callsPerMinute: number | null, expiresAt: string | null, now: string,
  ]
>(
  `update api_keys set name = $2, name_key = $3, scopes = $4, allowed_addresses = $5, calls_per_minute = $6,
     expires_at = $7, updated_at = $8, version = version + 1
   where id = $1`,
); // prettier-ignore

export const rotateKeyRow = command<[id: string, digest: Buffer, previousUntil: string, now: string]>(
  `update api_keys set previous_digest = digest, previous_until = $3, digest = $2, rotated_at = $4, updated_at = $4,
     version = version + 1
   where id = $1`,
);
export const revokeKeyRow = command<[id: string, now: string]>(
  `update api_keys set revoked_at = $2, previous_digest = null, previous_until = null, updated_at = $2,
     version = version + 1
   where id = $1`,
);
export const revokeKeysOf = statement<[serviceAccountId: string, now: string], string>(
  `update api_keys set revoked_at = $2, previous_digest = null, previous_until = null, updated_at = $2,
     version = version + 1
   where service_account_id = $1 and revoked_at is null returning id`,
  (row) => text(row, 0),
);

export const standsHere = statement<[string], boolean>(
  "select exists (select 1 from users where id = $1 and status = 'active')",
  (row) => flag(row, 0),
);

export type ApiPlan = { slug: string; name: string; callsPerMinute: number; current: boolean };
/** Plans are the platform's, so the system reads them. A plan that keys know nothing of counts as the first one. */
export const apiPlans = statement<[organizationId: string], ApiPlan>(
  `select p.slug, p.name, p.calls_per_minute, p.slug = coalesce(
     (select o.plan from organizations o join api_plans own on own.slug = o.plan where o.id = $1), 'free')
   from api_plans p order by p.position`,
  (row) => ({
    slug: text(row, 0),
    name: text(row, 1),
    callsPerMinute: integer(row, 2),
    current: flag(row, 3),
  }),
);

export const countBound = 10_000;
export const countKeys = (where: string): string =>
  `select count(*) from (select 1 from ${from} where ${where} limit ${countBound + 1}) as counted`;
