import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import { giveRoles, type Access } from "#modules/roles";
import { checkLimit, insertUser, withTableRules, writableRow } from "#modules/users";
import {
  personForInvitation,
  personWithEmail,
  releaseDeleted,
  standsHere,
  takePlace,
  type InvitationRow,
} from "./queries.ts";

export type Joining = {
  invitation: InvitationRow;
  /** With the rights of today. */
  inviter: Caller;
  account: { id: string; primary: string };
  firstName: string | null;
  lastName: string | null;
  now: Date;
  newId: () => string;
};

/** The person who waits here for this address without an account; null where one is to be made. */
async function waiting(db: Reader, { invitation, account }: Joining): Promise<string | null> {
  const [here] = await db.query(standsHere(account.id));
  if (here === true) fail("invitation.member_exists");
  if (invitation.userUuid === null) {
    const [person] = await db.query(personWithEmail(invitation.email));
    if (person === undefined) return null;
    return person.accountId === null ? person.uuid : fail("invitation.member_exists");
  }
  const [person] = await db.query(personForInvitation(invitation.userUuid));
  // The mail proved the address it went to. A person who has another one by now is not proven by it.
  const same = person !== undefined && person.accountId === null && person.email === invitation.email;
  return same ? person.uuid : fail("link.invalid");
}

async function makePerson(db: Reader, joining: Joining): Promise<string> {
  const { inviter, account, firstName, lastName, now, newId } = joining;
  await checkLimit(db);
  const id = newId();
  const row = writableRow({ email: account.primary, firstName, lastName });
  await withTableRules(
    db.query(insertUser({ ...row, id, status: "active", roles: [], now, by: inviter.userId })),
  );
  return id;
}

/** Promised roles are given by the inviter, today: what they hold no more they cannot give. */
async function keepPromise(db: Reader, access: Access, joining: Joining, userId: string, held: string[]) {
  const { invitation, inviter, now, newId } = joining;
  const roles = invitation.roles.filter((slug) => !held.includes(slug));
  try {
    await giveRoles(db, { caller: inviter, userId, roles, now, newId, source: "invitation" });
  } catch (cause) {
    const broken = cause instanceof Problem && /^role\.(above_you|needs_approval|unknown)$/.test(cause.code);
    throw broken ? new Problem("link.invalid", { detail: outdated }, cause) : cause;
  }
}

export const outdated = "Whoever sent the invitation may not do so any more. Ask for a new one.";

/** Makes the account the way in of a person here. Runs in the organization entered. */
export async function join(
  db: Reader,
  access: Access,
  joining: Joining,
): Promise<{ userId: string; displayName: string; made: boolean }> {
  const { account, now } = joining;
  const found = await waiting(db, joining);
  await db.query(releaseDeleted(account.id));
  const userId = found ?? (await makePerson(db, joining));
  const [person] = await withTableRules(
    db.query(takePlace(userId, account.primary, account.id, now.toISOString())),
  );
  if (person === undefined) throw new Error("the person was not stored");
  await keepPromise(db, access, joining, userId, person.roles);
  return { userId, displayName: person.displayName, made: found === null };
}
