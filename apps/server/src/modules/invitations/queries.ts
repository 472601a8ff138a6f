import { formatId, type Invitation } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";
import type { ListSpec } from "#kernel/list";

/** Nobody turns a row over when its time is up; whoever reads it sees that it is. */
export const stateNow = "(case when state = 'open' and expires_at <= now() then 'expired' else state end)";

const columns = [
  "id", "email", "first_name", "last_name", "roles", stateNow, "user_id", "invited_by", "inviter_name", "resent",
  "sent_at", "expires_at", "accepted_at", "accepted_user_id", "created_at", "updated_at", "version", "proof_id",
] as const; // prettier-ignore

export type InvitationRow = Invitation & {
  uuid: string;
  userUuid: string | null;
  inviterUuid: string;
  proofId: string;
};

const userId = (uuid: string | null): string | null => (uuid === null ? null : formatId("user", uuid));

function read(row: RawRow): InvitationRow {
  const userUuid = textOrNull(row, 6);
  return {
    uuid: text(row, 0),
    id: formatId("invitation", text(row, 0)),
    email: text(row, 1),
    firstName: textOrNull(row, 2),
    lastName: textOrNull(row, 3),
    roles: textArray(row, 4),
    // The column's check constraint lists the same states.
    state: text(row, 5) as Invitation["state"],
    userUuid,
    userId: userId(userUuid),
    inviterUuid: text(row, 7),
    invitedBy: formatId("user", text(row, 7)),
    inviterName: text(row, 8),
    resent: integer(row, 9),
    sentAt: time(row, 10),
    expiresAt: time(row, 11),
    acceptedAt: timeOrNull(row, 12),
    acceptedUserId: userId(textOrNull(row, 13)),
    createdAt: time(row, 14),
    updatedAt: time(row, 15),
    version: integer(row, 16),
    proofId: text(row, 17),
  };
}

const all = columns.join(", ");

export const invitationList: ListSpec<InvitationRow> = {
  name: "invitations",
  from: "invitations",
  columns,
  idColumn: "id",
  sorts: {
    createdAt: { sql: "created_at", cast: "timestamptz" },
    email: { sql: "email", cast: "text" },
  },
  read,
};

export const findInvitation = statement<[string], InvitationRow>(
  `select ${all} from invitations where id = $1`,
  read,
);
export const lockInvitation = statement<[string], InvitationRow>(
  `select ${all} from invitations where id = $1 for no key update`,
  read,
);

export const insertInvitation = statement<
  [
    string, string, string | null, string | null, readonly string[], string | null, string, string, string, string,
    string,
  ],
  InvitationRow
>(
  `insert into invitations (organization_id, id, email, first_name, last_name, roles, user_id, invited_by, inviter_name,
     proof_id, expires_at, sent_at, created_at, updated_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $11) returning ${all}`,
  read,
); // prettier-ignore

/** An invitation of this address whose time is up makes room for the next one. */
export const expireFor = command<[string, string]>(
  `update invitations set state = 'expired', updated_at = $2, version = version + 1
   where email = $1 and state = 'open' and expires_at <= $2`,
);
/** For all organizations at once, so the system runs it. */
export const expireAll = command<[string]>(
  `update invitations set state = 'expired', updated_at = $1, version = version + 1
   where state = 'open' and expires_at <= $1`,
);

/** Open again, for who renews one that had expired. */
export const renewInvitation = statement<[string, string, string, string, string, string], InvitationRow>(
  `update invitations set state = 'open', proof_id = $2, expires_at = $3, sent_at = $4, updated_at = $4,
     invited_by = $5, inviter_name = $6, resent = resent + 1, version = version + 1
   where id = $1 returning ${all}`,
  read,
);

export const revokeInvitationRow = statement<[string, string], InvitationRow>(
  `update invitations set state = 'revoked', updated_at = $2, version = version + 1 where id = $1 returning ${all}`,
  read,
);

export const acceptInvitationRow = statement<[string, string, string], InvitationRow>(
  `update invitations set state = 'accepted', accepted_at = $3, accepted_user_id = $2, updated_at = $3,
     version = version + 1
   where id = $1 returning ${all}`,
  read,
);

/** How a mail of the organization is headed: its name, and the language of the person where it is known, else its own. */
export const letterhead = statement<[string], { name: string; locale: string | null }>(
  `select o.name, coalesce(u.locale, o.settings ->> 'locale')
   from organizations o left join users u on u.organization_id = o.id and u.email = $1 and u.deleted_at is null
   where o.id = (select current_organization())`,
  (row) => ({ name: text(row, 0), locale: textOrNull(row, 1) }),
);

/** Who stands in the organization with an address, and whether they have an account. */
export const personWithEmail = statement<
  [string],
  { uuid: string; accountId: string | null; roles: string[]; status: string; displayName: string }
>(
  `select id, account_id, roles, status, display_name from users where email = $1 and deleted_at is null`,
  (row) => ({
    uuid: text(row, 0),
    accountId: textOrNull(row, 1),
    roles: textArray(row, 2),
    status: text(row, 3),
    displayName: text(row, 4),
  }),
);

export const personForInvitation = statement<
  [string],
  {
    uuid: string;
    accountId: string | null;
    email: string;
    firstName: string | null;
    lastName: string | null;
    roles: string[];
  }
>(
  `select id, account_id, email, first_name, last_name, roles from users
   where id = $1 and deleted_at is null for no key update`,
  (row) => ({
    uuid: text(row, 0),
    accountId: textOrNull(row, 1),
    email: text(row, 2),
    firstName: textOrNull(row, 3),
    lastName: textOrNull(row, 4),
    roles: textArray(row, 5),
  }),
);

export const standsHere = statement<[string], boolean>(
  "select exists (select 1 from users where account_id = $1 and deleted_at is null)",
  (row) => flag(row, 0),
);

/** A deleted person keeps the account for being brought back; once it is somebody else here, they no longer can. */
export const releaseDeleted = command<[string]>(
  "update users set account_id = null where account_id = $1 and deleted_at is not null",
);

/** Names that the person gave where there were none, and active where they waited for this. */
export const takePlace = statement<
  [string, string, string, string],
  { displayName: string; roles: string[] }
>(
  `update users set email = $2, email_verified = true, account_id = $3,
     status = case when status = 'pending' then 'active' else status end,
     updated_at = $4, updated_by = id, version = version + 1
   where id = $1 returning display_name, roles`,
  (row) => ({ displayName: text(row, 0), roles: textArray(row, 1) }),
);

export type OpenInvitation = {
  organizationId: string;
  organizationName: string;
  organizationSlug: string;
  firstName: string | null;
  lastName: string | null;
  inviterName: string;
  expiresAt: string;
};
/** What a mailed proof is about; the mail's reader is in no organization yet, so the system asks. */
export const openInvitation = statement<[string, string, string], OpenInvitation>(
  `select o.id, o.name, o.slug, i.first_name, i.last_name, i.inviter_name, i.expires_at
   from invitations i join organizations o on o.id = i.organization_id and o.status = 'active'
   where i.organization_id = $1 and i.id = $2 and i.state = 'open' and i.expires_at > $3`,
  (row) => ({
    organizationId: text(row, 0),
    organizationName: text(row, 1),
    organizationSlug: text(row, 2),
    firstName: textOrNull(row, 3),
    lastName: textOrNull(row, 4),
    inviterName: text(row, 5),
    expiresAt: time(row, 6),
  }),
);

export type AddressOwner = {
  accountId: string;
  primary: string;
  /** Whether the account can sign in: it is somebody active somewhere. */
  placed: boolean;
};
/** The account that has proven an address. */
export const ownerOfAddress = statement<[string], AddressOwner>(
  `select e.account_id, p.email,
     exists (select 1 from users u where u.account_id = e.account_id and u.status = 'active')
   from account_emails e join account_emails p on p.account_id = e.account_id and p.is_primary
   where e.email = $1 and e.verified_at is not null`,
  (row) => ({ accountId: text(row, 0), primary: text(row, 1), placed: flag(row, 2) }),
);
/** Whoever claimed the address without proving it loses it to who proves it. */
export const dropUnprovenClaim = command<[string]>(
  "delete from account_emails where email = $1 and verified_at is null",
);
export const speakLocale = command<[string, string]>("update accounts set locale = $2 where id = $1");

/** Where the inviter stands today: in the organization itself, on the platform, or in an organization above. */
export const inviterPlaces = statement<
  [string, string],
  { organizationId: string; displayName: string; platform: boolean; above: boolean }
>(
  `select u.organization_id, u.display_name, o.platform, not o.platform and c.depth > 0
   from users u join organizations o on o.id = u.organization_id and o.status = 'active'
   left join organization_closure c on c.descendant_id = $2 and c.ancestor_id = o.id
   where u.id = $1 and u.status = 'active' and (u.organization_id = $2 or o.platform or c.depth > 0)
   order by u.organization_id = $2 desc`,
  (row) => ({
    organizationId: text(row, 0),
    displayName: text(row, 1),
    platform: flag(row, 2),
    above: flag(row, 3),
  }),
);

export const countBound = 10_000;
export const countInvitations = (where: string): string =>
  `select count(*) from (select 1 from invitations where ${where} limit ${countBound + 1}) as counted`;
