import type { Access } from "#modules/roles";
import type { SignInContext } from "#modules/sessions";
import { linkAccount } from "#modules/users";
import { refuse, type Asserted } from "./asserted.ts";
import {
  accountOfAddress,
  findIdentity,
  insertIdentity,
  isElsewhere,
  noteIdentityUse,
  peopleOfAddress,
  personOfAccount,
} from "./identity-queries.ts";
import { makeAccount, makePerson, mayEnter, welcome } from "./person.ts";
import { provesMailboxes } from "./presets.ts";
import type { UsableConnection } from "./queries.ts";
import { isWithin } from "./roles.ts";

export type Admission = {
  readonly context: SignInContext;
  readonly connection: UsableConnection;
  readonly asserted: Asserted;
  readonly access: Access;
};

/** An address counts only where the connection has proven its domain: nobody else may speak for it. */
function speaksFor({ connection, asserted }: Admission, email: string): boolean {
  const domain = email.slice(email.indexOf("@") + 1);
  return (
    asserted.emailVerified &&
    connection.domains.some((each) => each.domain === domain && each.provenAt !== null)
  );
}

/** The platform's own social providers are believed a new address, never one that somebody has here already. */
function mayIntroduce(admission: Admission, email: string): boolean {
  const { connection, asserted } = admission;
  if (speaksFor(admission, email)) return true;
  return connection.platform && asserted.emailVerified && provesMailboxes(connection.preset);
}

/** Makes the identity a way into the account. */
export async function link(admission: Admission, accountId: string): Promise<string> {
  const { context, connection, asserted } = admission;
  const { db, now, newId } = context;
  const { issuer, subject, email } = asserted;
  const id = newId();
  await db
    .asSystem()
    .query(insertIdentity(id, connection.uuid, issuer, subject, accountId, email, now.toISOString()));
  return id;
}

async function linkAtSignIn(admission: Admission, accountId: string): Promise<void> {
  const { context, connection, asserted } = admission;
  await link(admission, accountId);
  context.recordBeside({
    name: "identity.linked",
    organizationId: connection.organizationId,
    target: { type: "account", id: accountId, name: asserted.email },
    data: { connection: connection.uuid, issuer: asserted.issuer },
  });
}

/** Somebody whom this connection has brought here before. */
async function admitKnown(
  admission: Admission,
  identity: { id: string; accountId: string; active: boolean },
): Promise<string> {
  const { context, connection } = admission;
  const { db, now } = context;
  const { accountId } = identity;
  if (!identity.active) return refuse("the account is locked");
  const [person] = await db.asSystem().query(personOfAccount(connection.organizationId, accountId));
  // The platform's providers are for people of any organization; where they may go is their memberships' to say.
  if (person !== undefined && !connection.platform && !mayEnter(person))
    return refuse("the person is barred");
  if (person !== undefined && mayEnter(person)) await welcome(admission, person);
  if (person === undefined && !connection.platform) return refuse("the person is no member any more");
  await db.asSystem().query(noteIdentityUse(identity.id, now.toISOString()));
  return accountId;
}

/** Links by address: only where the connection speaks for it and the account is no more than it could have made. */
async function admitByAddress(
  admission: Admission,
  email: string,
  account: { accountId: string; verified: boolean; active: boolean },
): Promise<string> {
  const { context, connection, access } = admission;
  const system = context.db.asSystem();
  const { accountId } = account;
  const { organizationId } = connection;
  if (!speaksFor(admission, email))
    return refuse("the address is somebody's, and not the provider's to prove");
  const [person] = await system.query(personOfAccount(organizationId, accountId));
  if (!account.verified)
    return refuse("an account claims the address without having proven it", undefined, person);
  if (!account.active) return refuse("the account is locked", undefined, person);
  const [elsewhere] = await system.query(isElsewhere(accountId, organizationId));
  if (elsewhere === true)
    return refuse("the account belongs to people of other organizations too", undefined, person);
  if (person === undefined && !connection.jit) return refuse("there is no such person here");
  if (person !== undefined && !mayEnter(person)) return refuse("the person is barred");
  if (person !== undefined && !(await isWithin(system, access, connection, person.uuid)))
    return refuse("the person holds more than the connection may give", undefined, person);
  await linkAtSignIn(admission, accountId);
  if (person === undefined) await makePerson(admission, accountId, email);
  else await welcome(admission, person);
  return accountId;
}

/** Somebody without an account: the entry that was made for them, or a new one. */
async function admitNew(admission: Admission, email: string): Promise<string> {
  const { context, connection, access } = admission;
  const { organizationId } = connection;
  const people = await context.db.asSystem().query(peopleOfAddress(organizationId, email));
  const barred = people.find((person) => !mayEnter(person));
  if (barred !== undefined) return refuse("the person is barred");
  const [person] = people;
  if (person !== undefined) {
    if (!speaksFor(admission, email)) return refuse("the provider cannot prove the address of an entry here");
    if (person.accountId !== null) return refuse("the entry is another account's");
    if (!(await isWithin(context.db.asSystem(), access, connection, person.uuid)))
      return refuse("the person holds more than the connection may give");
  } else if (!connection.jit) {
    return refuse("there is no such person here");
  }
  const accountId = await makeAccount(admission, email);
  await linkAtSignIn(admission, accountId);
  if (person === undefined) {
    await makePerson(admission, accountId, email);
    return accountId;
  }
  await context.db.asSystem().query(linkAccount(organizationId, person.uuid, accountId));
  await welcome(admission, person);
  return accountId;
}

/**
 * Finds out whose account a provider's word opens. The key is connection, issuer and subject; an address links only
 * under the rules above, and what is refused leaves nothing behind.
 */
export async function admit(admission: Admission): Promise<string> {
  const { context, connection, asserted } = admission;
  await context.db.enter(connection.organizationId);
  const system = context.db.asSystem();
  const [identity] = await system.query(findIdentity(connection.uuid, asserted.issuer, asserted.subject));
  if (identity !== undefined) return admitKnown(admission, identity);
  const { email } = asserted;
  if (email === null) return refuse("the provider names no usable address");
  // Before anybody is looked up: whoever runs a provider must not learn from our log who has an account elsewhere.
  if (!mayIntroduce(admission, email)) return refuse("the provider does not speak for this address");
  const [account] = await system.query(accountOfAddress(email));
  return account === undefined ? admitNew(admission, email) : admitByAddress(admission, email, account);
}
