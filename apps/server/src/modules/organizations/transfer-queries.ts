import { formatId, type OwnershipTransfer } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { flag, text, time } from "#kernel/db/values";

export type TransferRow = OwnershipTransfer & {
  uuid: string;
  organizationUuid: string;
  fromUuid: string;
  toUuid: string;
};

const shown = `t.id, t.organization_id, o.slug, o.name, t.from_user_id, f.display_name, t.to_user_id, u.display_name,
  t.offered_at, t.expires_at`;
const tables = `organization_transfers t join organizations o on o.id = t.organization_id
  join users f on f.organization_id = t.organization_id and f.id = t.from_user_id
  join users u on u.organization_id = t.organization_id and u.id = t.to_user_id`;

function read(row: RawRow): TransferRow {
  const [organizationUuid, fromUuid, toUuid] = [text(row, 1), text(row, 4), text(row, 6)];
  return {
    uuid: text(row, 0),
    organizationUuid,
    fromUuid,
    toUuid,
    id: formatId("ownershipTransfer", text(row, 0)),
    organization: { id: formatId("organization", organizationUuid), slug: text(row, 2), name: text(row, 3) },
    from: { id: formatId("user", fromUuid), name: text(row, 5) },
    to: { id: formatId("user", toUuid), name: text(row, 7) },
    offeredAt: time(row, 8),
    expiresAt: time(row, 9),
  };
}

export const openTransfer = statement<[now: string], TransferRow>(
  `select ${shown} from ${tables} where t.state = 'open' and t.expires_at > $1`,
  read,
);
/** Whoever it was offered to may be anywhere; the system looks, bound by their account. */
export const transfersTo = statement<[account: string, now: string], TransferRow>(
  `select ${shown} from ${tables}
   where u.account_id = $1 and u.status = 'active' and t.state = 'open' and t.expires_at > $2 and o.status = 'active'
   order by t.offered_at limit 50`,
  read,
);
export const transferTo = statement<[id: string, account: string, now: string], TransferRow>(
  `select ${shown} from ${tables}
   where t.id = $1 and u.account_id = $2 and u.status = 'active' and t.state = 'open' and t.expires_at > $3
     and o.status = 'active'`,
  read,
);
export const lockTransfer = statement<[id: string], string>(
  "select id from organization_transfers where id = $1 and state = 'open' for update",
  (row) => text(row, 0),
);
/** An offer whose time is over makes room for the next. */
export const dropExpired = statement<[now: string], string>(
  `update organization_transfers set state = 'withdrawn', ended_at = $1
   where state = 'open' and expires_at <= $1 returning id`,
  (row) => text(row, 0),
);
export const insertTransfer = statement<
  [id: string, from: string, to: string, now: string, until: string],
  string
>(
  `insert into organization_transfers (organization_id, id, from_user_id, to_user_id, offered_at, expires_at)
   values (current_organization(), $1, $2, $3, $4, $5) on conflict do nothing returning id`,
  (row) => text(row, 0),
);
export const endTransfer = statement<[id: string, state: string, now: string], string>(
  "update organization_transfers set state = $2, ended_at = $3 where id = $1 and state = 'open' returning id",
  (row) => text(row, 0),
);

export type Standing = { displayName: string; active: boolean; owner: boolean; signsIn: boolean };
export const standingInside = statement<[user: string], Standing>(
  `select u.display_name, u.status = 'active', 'super-admin' = any(u.roles), u.account_id is not null
   from users u where u.id = $1 and u.deleted_at is null`,
  (row) => ({ displayName: text(row, 0), active: flag(row, 1), owner: flag(row, 2), signsIn: flag(row, 3) }),
);
