import { fail, type WriteContext } from "#kernel/operation";
import type { FactorDeps } from "./deps.ts";
import { qrCode } from "./qr-code.ts";
import { beginTotp, confirmTotp, contactsOf, organizationName, totpOf } from "./queries.ts";
import { base32, matchingStep, newTotpSecret, otpauthUri } from "./totp.ts";

type Begun = { secret: string; uri: string; qr: string };

/** A new secret in the place of one that was not confirmed. It is shown now and never again. */
export async function beginTotpFor(
  { db, now }: Pick<WriteContext, "db" | "now">,
  { keys }: Pick<FactorDeps, "keys">,
  of: { accountId: string; organizationId: string | null },
): Promise<Begun> {
  const { accountId, organizationId } = of;
  const system = db.asSystem();
  const secret = newTotpSecret();
  const sealed = keys.encrypt("secrets", secret, accountId);
  const [begun] = await system.query(beginTotp(accountId, sealed, now.toISOString()));
  if (begun === undefined) return fail("factor.exists");
  const [contact] = await system.query(contactsOf(accountId));
  const [organization] = await system.query(organizationName(organizationId));
  const uri = otpauthUri(secret, { issuer: organization ?? "Atrium", account: contact?.email ?? "" });
  return { secret: base32(secret), uri, qr: qrCode(uri) };
}

/** Switches the app on for the first right code; that code is used up with it. */
export async function confirmTotpFor(
  { db, now }: Pick<WriteContext, "db" | "now">,
  { keys }: Pick<FactorDeps, "keys">,
  of: { accountId: string; code: string },
): Promise<void> {
  const { accountId, code } = of;
  const system = db.asSystem();
  const [stored] = await system.query(totpOf(accountId));
  if (stored === undefined) return fail("factor.unknown");
  if (stored.confirmedAt !== null) return fail("factor.exists");
  const digits = code.replaceAll(/[\s-]/g, "");
  const step = matchingStep(keys.decrypt("secrets", stored.secret, accountId), digits, now);
  if (step === null) return fail("auth.code_wrong");
  const [confirmed] = await system.query(confirmTotp(accountId, stored.secret, step, now.toISOString()));
  if (confirmed === undefined) return fail("factor.exists");
}
