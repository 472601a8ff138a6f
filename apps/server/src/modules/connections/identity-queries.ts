import { formatId } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { flag, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";
import { shownWay } from "./queries.ts";

// Identities belong to accounts: these run as the system, bound to one account or one subject by their arguments.

export const findIdentity = statement<
  [string, string, string],
  { id: string; accountId: string; active: boolean }
>(
  `select i.id, i.account_id, a.status = 'active' from identities i join accounts a on a.id = i.account_id
   where i.connection_id = $1 and i.issuer = $2 and i.subject = $3`,
  (row) => ({ id: text(row, 0), accountId: text(row, 1), active: flag(row, 2) }),
);
export const insertIdentity = command<[string, string, string, string, string, string | null, string]>(
  `insert into identities (id, connection_id, issuer, subject, account_id, email, linked_at, last_used_at)
   values ($1, $2, $3, $4, $5, $6, $7, $7)`,
);
export const noteIdentityUse = command<[string, string]>(
  "update identities set last_used_at = $2 where id = $1",
);

export const identitiesOf = statement<
  [string],
  {
    id: string;
    connection: ReturnType<typeof shownWay>;
    issuer: string;
    email: string | null;
    linkedAt: string;
    lastUsedAt: string | null;
  }
>(
  `select c.id, c.name, c.kind, c.preset, i.id, i.issuer, i.email, i.linked_at, i.last_used_at
   from identities i join connections c on c.id = i.connection_id
   where i.account_id = $1 order by i.linked_at, i.id limit 200`,
  (row) => ({
    id: formatId("identity", text(row, 4)),
    connection: shownWay(row),
    issuer: text(row, 5),
    email: textOrNull(row, 6),
    linkedAt: time(row, 7),
    lastUsedAt: timeOrNull(row, 8),
  }),
);

/** Takes an identity away and keeps its account from losing another way in at the same moment. */
export const lockAccount = statement<[string], { hasPassword: boolean }>(
  "select password_hash is not null from accounts where id = $1 for no key update",
  (row) => ({ hasPassword: flag(row, 0) }),
);
export const usableIdentities = statement<[string], string>(
  `select i.id from identities i join connections c on c.id = i.connection_id and c.status = 'active'
   join organizations o on o.id = c.organization_id and o.status = 'active' where i.account_id = $1`,
  (row) => text(row, 0),
);
export const deleteIdentity = statement<[string, string], { issuer: string; connectionId: string }>(
  "delete from identities where id = $1 and account_id = $2 returning issuer, connection_id",
  (row) => ({ issuer: text(row, 0), connectionId: text(row, 1) }),
);

/** Whose an address is: who has proven it, or who has only claimed it. */
export const accountOfAddress = statement<
  [string],
  { accountId: string; verified: boolean; active: boolean }
>(
  `select a.id, e.verified_at is not null, a.status = 'active'
   from account_emails e join accounts a on a.id = e.account_id where e.email = $1`,
  (row) => ({ accountId: text(row, 0), verified: flag(row, 1), active: flag(row, 2) }),
);
export const isElsewhere = statement<[string, string], boolean>(
  `select exists (select 1 from users where account_id = $1 and organization_id <> $2 and status <> 'deleted')`,
  (row) => flag(row, 0),
);

export type Person = {
  uuid: string;
  accountId: string | null;
  displayName: string;
  status: string;
  roles: string[];
};
const personColumns = "id, account_id, display_name, status, roles";
const readPerson = (row: readonly (string | null)[]): Person => ({
  uuid: text(row, 0),
  accountId: textOrNull(row, 1),
  displayName: text(row, 2),
  status: text(row, 3),
  roles: textArray(row, 4),
});

/** The person that an account is in an organization, whatever became of them. */
export const personOfAccount = statement<[string, string], Person>(
  `select ${personColumns} from users where organization_id = $1 and account_id = $2 for no key update`,
  readPerson,
);
/** People of an address who have no way in of their own yet; those who were deleted among them. */
export const peopleOfAddress = statement<[string, string], Person>(
  `select ${personColumns} from users where organization_id = $1 and email = $2 order by deleted_at nulls first limit 5
   for no key update`,
  readPerson,
);
export const activatePerson = command<[string, string, string]>(
  `update users set status = 'active', status_reason = null, updated_at = $3, version = version + 1
   where organization_id = $1 and id = $2`,
);

// What sign-ins give and take away are grants of their own source; those that people gave are never touched.
export const ssoGrants = statement<[string], { id: string; slug: string }>(
  `select g.id, r.slug from grants g join roles r on r.id = g.role_id where g.subject_id = $1 and g.source = 'sso'`,
  (row) => ({ id: text(row, 0), slug: text(row, 1) }),
);
export const removeGrants = command<[readonly string[]]>(
  "delete from grants where source = 'sso' and id = any($1::uuid[])",
);
export const addGrants = command<[readonly string[], string, readonly string[], string]>(
  `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, source, created_at)
   select current_organization(), g.id, 'user', $2, r.id, 'organization', 'sso', $4
   from unnest($1::uuid[], $3::text[]) as g (id, slug) join roles r on r.slug = g.slug
   on conflict do nothing`,
);
export const rolesOfPerson = statement<[string], string[]>("select roles from users where id = $1", (row) =>
  textArray(row, 0),
);
