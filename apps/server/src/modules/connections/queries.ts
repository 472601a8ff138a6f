import { formatId, type Connection, type ConnectionPreset, type ConnectionSettings } from "@atrium/contracts";
import type { HeldPermission } from "#modules/access";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, json, text, textOrNull, time } from "#kernel/db/values";

export type StoredDomain = { domain: string; token: string; provenAt: string | null };

/** A connection as the database has it, secrets sealed. */
export type ConnectionRow = {
  uuid: string;
  organizationId: string;
  kind: Connection["kind"];
  preset: ConnectionPreset;
  name: string;
  status: Connection["status"];
  settings: ConnectionSettings;
  clientSecret: string | null;
  privateKey: string | null;
  jit: boolean;
  defaultRole: string | null;
  roleMap: Connection["roleMap"];
  allowIdpInitiated: boolean;
  createdAt: string;
  updatedAt: string;
  version: number;
  domains: StoredDomain[];
};

const columns = `c.id, c.organization_id, c.kind, c.preset, c.name, c.status, c.settings, c.client_secret, c.private_key,
  c.jit, c.default_role, c.role_map, c.allow_idp_initiated, c.created_at, c.updated_at, c.version,
  (select coalesce(json_agg(json_build_object('domain', d.domain, 'token', d.token, 'provenAt', d.proven_at)
     order by d.domain), '[]') from connection_domains d
   where d.organization_id = c.organization_id and d.connection_id = c.id)`;
const columnCount = 17;

function read(row: RawRow): ConnectionRow {
  return {
    uuid: text(row, 0),
    organizationId: text(row, 1),
    kind: text(row, 2) === "saml" ? "saml" : "oidc",
    preset: text(row, 3) as ConnectionPreset,
    name: text(row, 4),
    status: text(row, 5) === "active" ? "active" : "inactive",
    settings: json(row, 6),
    clientSecret: textOrNull(row, 7),
    privateKey: textOrNull(row, 8),
    jit: flag(row, 9),
    defaultRole: textOrNull(row, 10),
    roleMap: json(row, 11),
    allowIdpInitiated: flag(row, 12),
    createdAt: time(row, 13),
    updatedAt: time(row, 14),
    version: integer(row, 15),
    domains: json(row, 16),
  };
}

export const allConnections = statement<[], ConnectionRow>(
  `select ${columns} from connections c order by c.created_at, c.id limit 200`,
  read,
);
export const findConnection = statement<[string], ConnectionRow>(
  `select ${columns} from connections c where c.id = $1`,
  read,
);
export const lockConnection = statement<[string], ConnectionRow>(
  `select ${columns} from connections c where c.id = $1 for no key update`,
  read,
);

/** A connection with what decides whether it may be used; for callers who are nobody yet, so it runs as the system. */
export type UsableConnection = ConnectionRow & { usable: boolean; platform: boolean };
export const connectionInUse = statement<[string], UsableConnection>(
  `select ${columns}, c.status = 'active' and o.status = 'active', o.platform
   from connections c join organizations o on o.id = c.organization_id where c.id = $1`,
  (row) => ({ ...read(row), usable: flag(row, columnCount), platform: flag(row, columnCount + 1) }),
);

type Text = string | null;
export const insertConnection = command<
  [string, string, string, string, string, string, Text, Text, boolean, Text, string, boolean, string]
>(
  `insert into connections (organization_id, id, kind, preset, name, status, settings, client_secret, private_key, jit,
     default_role, role_map, allow_idp_initiated, created_at, updated_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13)`,
);

export const updateConnectionRow = command<
  [string, string, string, string, Text, Text, boolean, Text, string, boolean, string]
>(
  `update connections set name = $2, status = $3, settings = $4, client_secret = $5, private_key = $6, jit = $7,
     default_role = $8, role_map = $9, allow_idp_initiated = $10, updated_at = $11, version = version + 1 where id = $1`,
);

export const touchConnection = command<[string, string]>(
  "update connections set updated_at = $2, version = version + 1 where id = $1",
);
export const removeConnection = command<[string]>("delete from connections where id = $1");

/** A domain that another connection of the organization has stays there; the count tells. */
export const insertDomains = statement<[string, readonly string[], readonly string[], string], string>(
  `insert into connection_domains (organization_id, domain, connection_id, token, created_at)
   select current_organization(), d.domain, $1, d.token, $4 from unnest($2::text[], $3::text[]) as d (domain, token)
   on conflict (organization_id, domain) do nothing returning domain`,
  (row) => text(row, 0),
);
export const removeDomains = command<[string, readonly string[]]>(
  "delete from connection_domains where connection_id = $1 and domain = any($2)",
);
export const markProven = command<[string, string, string]>(
  "update connection_domains set proven_at = $3 where connection_id = $1 and domain = $2",
);

type Way = Pick<ConnectionRow, "uuid" | "name" | "kind" | "preset">;
const readWay = (row: RawRow): Way & { id: string } => ({
  uuid: text(row, 0),
  id: formatId("connection", text(row, 0)),
  name: text(row, 1),
  kind: text(row, 2) === "saml" ? "saml" : "oidc",
  preset: text(row, 3) as ConnectionPreset,
});
export const shownWay = readWay;

/** Which connection an address's domain leads to. Knows nothing of persons, so its answer tells nothing of them. */
export const connectionOfDomain = statement<[string], Way & { id: string; organizationId: string }>(
  `select c.id, c.name, c.kind, c.preset, c.organization_id
   from connection_domains d
   join connections c on c.organization_id = d.organization_id and c.id = d.connection_id and c.status = 'active'
   join organizations o on o.id = c.organization_id and o.status = 'active'
   where d.domain = $1 and d.proven_at is not null`,
  (row) => ({ ...readWay(row), organizationId: text(row, 4) }),
);

/** What everyone may sign in through: the platform's own connections that no domain leads to. */
export const socialConnections = statement<[], Way & { id: string }>(
  `select c.id, c.name, c.kind, c.preset from connections c join organizations o on o.id = c.organization_id and o.platform
   where c.status = 'active' and not exists (
     select 1 from connection_domains d where d.organization_id = c.organization_id and d.connection_id = c.id)
   order by c.created_at, c.id limit 20`,
  readWay,
);

/** The roles, wherever they are held, of those who sign in through a connection. */
/** Everything that people hold who sign in through a connection. */
export const heldBehind = statement<[string], HeldPermission>(
  `select distinct held.permission, held.over_platform
   from identities i join users u on u.account_id = i.account_id and u.deleted_at is null
   cross join lateral ever_held(u.organization_id, u.id) held
   where i.connection_id = $1`,
  (row) => ({ permission: text(row, 0), overPlatform: flag(row, 1) }),
);
