import { isMachine, type Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag } from "#kernel/db/values";
import { fail } from "#kernel/operation";

export type InPerson = {
  readonly organizationId: string;
  readonly userId: string;
  readonly accountId: string;
};

/** Who asks and decides is a person in their own name: no key, no program, nobody at work as somebody else. */
export function inPerson(caller: Caller): InPerson {
  const { organizationId, userId, accountId } = caller;
  if (organizationId === null) return fail("auth.organization_required");
  const borrowed = caller.impersonation !== undefined || (caller.onBehalfOf ?? null) !== null;
  if (userId === null || accountId === null || isMachine(caller) || borrowed) {
    return fail("access_request.in_person");
  }
  return { organizationId, userId, accountId };
}

// What stands behind a plus sign belongs to the same mailbox.
const mailbox = (email: string): string =>
  `split_part(split_part(${email}, '@', 1), '+', 1) || '@' || split_part(${email}, '@', 2)`;

/** Whether an account is, or reads the mail of, one of these accounts or people. Runs as the system. */
const isOneOf = statement<
  [account: string, organization: string, accounts: readonly string[], users: readonly string[]],
  boolean
>(
  `select $1::uuid = any ($3)
     or exists (select 1 from users u where u.organization_id = $2 and u.id = any ($4) and u.account_id = $1)
     or exists (
       select 1 from account_emails mine
       join (
         select e.email from account_emails e where e.verified_at is not null and (e.account_id = any ($3)
           or e.account_id in (select u.account_id from users u where u.organization_id = $2 and u.id = any ($4)))
         union select u.email from users u where u.organization_id = $2 and u.id = any ($4)
       ) theirs on ${mailbox("theirs.email")} = ${mailbox("mine.email")}
       where mine.account_id = $1 and mine.verified_at is not null
     )`,
  (row) => flag(row, 0),
);

/** Whether somebody is one of these people, under this account or under another one that reads the same mail. */
export async function isSamePerson(
  system: Reader,
  { accountId, organizationId, userId }: InPerson,
  others: { accounts?: readonly string[]; users?: readonly string[] },
): Promise<boolean> {
  const { accounts = [], users = [] } = others;
  if (users.includes(userId)) return true;
  const [same] = await system.query(isOneOf(accountId, organizationId, accounts, users));
  return same === true;
}
