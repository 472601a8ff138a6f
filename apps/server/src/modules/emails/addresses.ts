import type { AccountEmails } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import { addressesOf, clearPrimary, followPrimary, markPrimary, pendingOf } from "./queries.ts";

/** The addresses of an account, and the one that waits. */
export async function shownAddresses(system: Reader, accountId: string, now: Date): Promise<AccountEmails> {
  const [items, [pending]] = await system.queries(
    addressesOf(accountId),
    pendingOf(accountId, now.toISOString()),
  );
  return { items, pending: pending ?? null };
}

/** An address that somebody else has, as an account's or as a person's somewhere, is told only to its owner. */
export async function unlessTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    const constraint = violatedConstraint(cause);
    if (constraint === "account_emails_email" || constraint === "users_email") fail("email.unavailable");
    throw cause;
  }
}

/** Makes one of the account's addresses the one it signs in with, in every organization at once. */
export async function makePrimary(
  system: Reader,
  accountId: string,
  email: string,
  now: Date,
): Promise<void> {
  await unlessTaken(
    system.queries(
      clearPrimary(accountId),
      markPrimary(accountId, email),
      followPrimary(accountId, email, now.toISOString()),
    ),
  );
}
