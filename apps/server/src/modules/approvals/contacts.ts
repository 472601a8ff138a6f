import type { Permission } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import { statement } from "#kernel/db/statement";
import { text, textOrNull } from "#kernel/db/values";
import { peopleWho } from "#modules/access";
import type { Messages } from "#modules/messages";
import type { InPerson } from "./person.ts";
import { wantedOf, type Wanted } from "./shown.ts";

type Contact = {
  readonly id: string;
  readonly email: string;
  readonly locale: string | null;
  readonly name: string;
};
/** People who can sign in and read mail. Runs as the system: an account's language is its own. */
const contactsOf = statement<[organization: string, people: readonly string[]], Contact>(
  `select u.id, u.email, coalesce(u.locale, a.locale), u.display_name
   from users u join accounts a on a.id = u.account_id
   where u.organization_id = $1 and u.id = any ($2) and u.status = 'active'`,
  (row) => ({ id: text(row, 0), email: text(row, 1), locale: textOrNull(row, 2), name: text(row, 3) }),
);
const nameOf = statement<[organization: string], string>(
  "select name from organizations where id = $1",
  (row) => text(row, 0),
);

/** What the mails of a module need to know of an organization's people. */
export async function contacts(
  system: Reader,
  organizationId: string,
  people: readonly string[],
): Promise<{ organization: string; people: Contact[] }> {
  const [[organization = ""], found] = await system.queries(
    nameOf(organizationId),
    contactsOf(organizationId, people),
  );
  return { organization, people: found };
}

const everybody = "00000000-0000-0000-0000-000000000000";
const decide: Permission = "requests:decide";

/** The first people, in the order of their ids, who may decide requests in the whole organization. */
export async function deciders(
  db: Reader,
  organizationId: string,
  now: Date,
  atMost: number,
): Promise<string[]> {
  const scopes = ["organization", "platform"];
  const found = await db.query(
    peopleWho(organizationId, everybody, atMost, decide, scopes, now.toISOString()),
  );
  return found.map(({ uuid }) => uuid);
}

const toldAtMost = 10;

export async function tellDeciders(
  db: Transaction,
  messages: Messages,
  from: InPerson & { name: string; row: Wanted; reason: string; now: Date },
): Promise<void> {
  const { organizationId } = from;
  const found = await deciders(db, organizationId, from.now, toldAtMost + 1);
  const others = found.filter((id) => id !== from.userId).slice(0, toldAtMost);
  const { organization, people } = await contacts(db.asSystem(), organizationId, others);
  for (const { email, locale } of people) {
    const data = { organization, name: from.name, wanted: wantedOf(from.row), reason: from.reason };
    await messages.queueMail(db, { to: email, locale, organizationId, template: "access_request", data });
  }
}

export async function tellRequester(
  db: Transaction,
  messages: Messages,
  from: {
    organizationId: string;
    row: Wanted & { requester: string };
    answer: "approved" | "denied" | "expired";
    by: string | null;
    note: string | null;
  },
): Promise<void> {
  const { organizationId, row, answer, by, note } = from;
  const { organization, people } = await contacts(db.asSystem(), organizationId, [row.requester]);
  for (const { email, locale } of people) {
    const data = { organization, wanted: wantedOf(row), answer, by, note };
    await messages.queueMail(db, {
      to: email, locale, organizationId, template: "access_request_answered", data,
    }); // prettier-ignore
  }
}
