import { systemCaller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import type { Access } from "#modules/roles";
import { giveRoles } from "#modules/roles";
import { checkLimit, insertUser, linkAccount, withTableRules, writableRow } from "#modules/users";
import { arrive, personWithAddress } from "./queries.ts";
import type { Registration } from "./waiting.ts";

const role = "user";

type Joining = {
  organizationId: string;
  accountId: string;
  email: string;
  registration: Registration;
  now: Date;
  newId: () => string;
};

async function makePerson(db: Reader, access: Access, joining: Joining) {
  const { organizationId, email, registration, now, newId } = joining;
  await checkLimit(db);
  const id = newId();
  const { firstName, lastName, locale } = registration;
  const row = writableRow({ email, firstName, lastName, locale });
  const [made] = await withTableRules(
    db.query(insertUser({ ...row, id, status: "active", roles: [role], now, by: null })),
  );
  if (made === undefined) throw new Error("the person was not stored");
  const giver = systemCaller(
    "registrations",
    organizationId,
    await access.rightsOf(db, organizationId, [role]),
  );
  await giveRoles(db, { caller: giver, userId: id, roles: [role], now, newId, approved: true });
  return { id, displayName: made.displayName };
}

/**
 * Makes the account the way in of a person of the organization entered: of the one whom it holds under the proven
 * address already, with the roles they were given, or of a new one.
 */
export async function join(
  db: Reader,
  system: Reader,
  access: Access,
  joining: Joining,
): Promise<{ id: string; displayName: string; made: boolean }> {
  const { organizationId, accountId, email, now } = joining;
  const [there] = await db.query(personWithAddress(email));
  if (there !== undefined && there.accountId !== null) fail("link.invalid");
  const person = there ?? (await makePerson(db, access, joining));
  if (there !== undefined) await db.query(arrive(there.id, now.toISOString()));
  await system.query(linkAccount(organizationId, person.id, accountId));
  return { id: person.id, displayName: person.displayName, made: there === undefined };
}
