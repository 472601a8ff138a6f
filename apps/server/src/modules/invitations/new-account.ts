import type { Transaction } from "#kernel/db/transaction";
import { violatedConstraint } from "#kernel/db/failures";
import { fail } from "#kernel/operation";
import { checkPassword, hashPassword, insertAccount, insertAccountEmail } from "#modules/accounts";
import type { InvitationDeps } from "./deps.ts";
import { dropUnprovenClaim, speakLocale } from "./queries.ts";

const pointer = "/password";

/** The first password of an account that does not exist yet, as it is stored. */
export async function newPassword(
  deps: InvitationDeps,
  from: {
    password: string | undefined;
    email: string;
    names: readonly string[];
    organization: { id: string; name: string };
  },
): Promise<string> {
  const { password, email, names, organization } = from;
  if (password === undefined) {
    return fail("request.invalid", { fields: [{ pointer, code: "required", detail: "is required" }] });
  }
  const rules = await deps.passwordRulesOf(deps.database.asSystem(), organization.id);
  checkPassword(password, { email, names, organizationNames: [organization.name], rules, pointer });
  return hashPassword(deps.hasher, password);
}

/** An account with one address, which the mailed proof has just proven. */
export async function makeAccount(
  db: Transaction,
  { proofs, messages }: InvitationDeps,
  from: {
    hash: string;
    email: string;
    locale: string | null;
    organization: { id: string; name: string };
    now: Date;
    newId: () => string;
  },
): Promise<{ id: string; primary: string }> {
  const { hash, email, locale, organization, now, newId } = from;
  const system = db.asSystem();
  const id = newId();
  const at = now.toISOString();
  await system.query(dropUnprovenClaim(email));
  // A registration that still waits for its mail would bring a password that somebody else may have chosen.
  await proofs.dropOfEmail(system, "registration", email, now);
  await system.query(insertAccount(id, hash, at));
  try {
    await system.query(insertAccountEmail(id, email, at, at));
  } catch (cause) {
    if (violatedConstraint(cause) === "account_emails_email") return fail("auth.required");
    throw cause;
  }
  if (locale !== null) await system.query(speakLocale(id, locale));
  await messages.queueMail(db, {
    template: "welcome",
    to: email,
    locale,
    organizationId: organization.id,
    data: { organization: organization.name },
  });
  return { id, primary: email };
}
