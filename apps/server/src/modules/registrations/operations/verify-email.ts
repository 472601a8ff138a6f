import { formatId, verifyEmail } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import type { Reader } from "#kernel/db/reader";
import { operation } from "#kernel/operation";
import { insertAccount, insertAccountEmail } from "#modules/accounts";
import type { RegistrationDeps } from "../deps.ts";
import { join } from "../join.ts";
import { dropUnprovenClaims, placeNamed, speakLocale } from "../queries.ts";
import { fitsMark, isContested, type Registration } from "../waiting.ts";

/** False when the address has come to somebody else in the meantime. */
async function storeAccount(
  system: Reader,
  from: { id: string; email: string; registration: Registration; at: string },
): Promise<boolean> {
  const { id, email, registration, at } = from;
  await system.queries(dropUnprovenClaims(email), insertAccount(id, registration.passwordHash, at));
  try {
    await system.query(insertAccountEmail(id, email, at, at));
  } catch (cause) {
    if (violatedConstraint(cause) === "account_emails_email") return false;
    throw cause;
  }
  if (registration.locale !== null) await system.query(speakLocale(id, registration.locale));
  return true;
}

const unsure =
  "Give the password that was chosen at the registration: it shows that this mail answers yours and nobody else's.";

export const verifyEmailOperation = (deps: RegistrationDeps) =>
  operation(verifyEmail, async ({ db, now, newId, record, fail }, { body }) => {
    const { proofs, messages, keys } = deps;
    const system = db.asSystem();
    const seen = await proofs.look<Registration>(deps.database.asSystem(), "registration", body.token, now);
    if (seen === null) return fail("link.invalid");
    // One at a time decides about an address, so that it knows of every registration that waits for it.
    const waiting = await proofs.hold<Registration>(system, "registration", seen.email, now);
    const own = waiting.find(({ id }) => id === seen.id);
    if (own === undefined || own.organizationId === null) return fail("link.invalid");
    const { email, organizationId, data: registration } = own;
    const sure =
      body.password === undefined
        ? !isContested(own, waiting)
        : fitsMark(keys, email, body.password, registration.passwordMark);
    if (!sure) return fail("auth.invalid_credentials", { detail: unsure });
    const [place] = await system.query(placeNamed(organizationId));
    if (place === undefined || !place.active) return fail("link.invalid");
    const accountId = newId();
    const at = now.toISOString();
    if (!(await storeAccount(system, { id: accountId, email, registration, at })))
      return fail("link.invalid");
    await proofs.dropOfEmail(system, "registration", email, now);
    await db.enter(organizationId);
    const from = { organizationId, accountId, email, registration, now, newId };
    const person = await join(db, system, deps.access, from);
    await messages.queueMail(db, {
      template: "welcome", to: email, locale: registration.locale ?? place.locale, organizationId,
      data: { organization: place.name },
    }); // prettier-ignore
    record({
      name: "registration.completed",
      organizationId,
      actor: { type: "user", id: person.id, name: person.displayName },
      target: { type: "user", id: person.id, name: person.displayName },
      changes: [
        { field: "email", before: null, after: email },
        { field: "accountId", before: null, after: formatId("account", accountId) },
      ],
      data: { newPerson: person.made },
    });
    const shown = { id: formatId("organization", organizationId), slug: place.slug, name: place.name };
    return { email, organization: shown };
  });
