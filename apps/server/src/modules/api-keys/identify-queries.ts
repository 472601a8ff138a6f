import { command, statement } from "#kernel/db/statement";
import {
  bytes,
  flag,
  integer,
  integerOrNull,
  text,
  textArray,
  textOrNull,
  timeOrNull,
} from "#kernel/db/values";

export type StoredKey = {
  id: string;
  organizationId: string;
  organizationSlug: string;
  organizationStatus: "active" | "suspended";
  name: string;
  userId: string | null;
  accountId: string | null;
  serviceAccountId: string | null;
  ownerName: string;
  ownerWorks: boolean;
  digest: Buffer;
  previousDigest: Buffer | null;
  previousUntil: string | null;
  revoked: boolean;
  expiresAt: string | null;
  scopes: string[];
  addresses: string[];
  callsPerMinute: number | null;
  planCallsPerMinute: number;
  lastUsedAt: string | null;
};

/** Who calls with a key is in no organization yet, so the system looks it up. */
export const storedKey = statement<[id: string], StoredKey>(
  `select k.id, k.organization_id, o.slug, o.status, k.name, k.user_id, u.account_id, k.service_account_id,
     coalesce(u.display_name, s.name, ''),
     coalesce(u.status = 'active' and a.status is distinct from 'locked', s.status = 'active' and s.deleted_at is null, false),
     k.digest, coalesce(k.previous_digest, ''), k.previous_until, k.revoked_at is not null, k.expires_at, k.scopes,
     k.allowed_addresses, k.calls_per_minute,
     coalesce(p.calls_per_minute, (select calls_per_minute from api_plans where slug = 'free')), k.last_used_at
   from api_keys k join organizations o on o.id = k.organization_id and o.status in ('active', 'suspended')
   left join users u on u.organization_id = k.organization_id and u.id = k.user_id
   left join accounts a on a.id = u.account_id
   left join service_accounts s on s.organization_id = k.organization_id and s.id = k.service_account_id
   left join api_plans p on p.slug = o.plan
   where k.id = $1`,
  (row) => {
    const previous = bytes(row, 11);
    return {
      id: text(row, 0),
      organizationId: text(row, 1),
      organizationSlug: text(row, 2),
      organizationStatus: text(row, 3) === "active" ? "active" : "suspended",
      name: text(row, 4),
      userId: textOrNull(row, 5),
      accountId: textOrNull(row, 6),
      serviceAccountId: textOrNull(row, 7),
      ownerName: text(row, 8),
      ownerWorks: flag(row, 9),
      digest: bytes(row, 10),
      previousDigest: previous.length === 0 ? null : previous,
      previousUntil: timeOrNull(row, 12),
      revoked: flag(row, 13),
      expiresAt: timeOrNull(row, 14),
      scopes: textArray(row, 15),
      addresses: textArray(row, 16),
      callsPerMinute: integerOrNull(row, 17),
      planCallsPerMinute: integer(row, 18),
      lastUsedAt: timeOrNull(row, 19),
    };
  },
);

/** Once a minute over all nodes: when a key was last used may be a minute old. */
export const noteKeyUsed = command<[id: string, now: string, ip: string | null, minuteAgo: string]>(
  `update api_keys set last_used_at = $2, last_used_ip = $3
   where id = $1 and (last_used_at is null or last_used_at < $4)`,
);
