import {
  answerMyConsent,
  formatId,
  listMyConsents,
  listUserConsents,
  recordUserConsent,
  type Consent,
} from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail, operation, type WriteContext } from "#kernel/operation";
import { everHeld, isAbove } from "#modules/access";
import {
  answersOf,
  insertAnswer,
  lockPurpose,
  personIs,
  purposes,
  type Answer,
  type PurposeRow,
} from "../consent-queries.ts";

/** Whoever acts here as a person of the organization; keys and people of the platform are none. */
const personOf = (caller: Caller): string =>
  caller.userId ?? fail("auth.forbidden", { detail: "Only a person agrees to something." });

function consentOf(purpose: PurposeRow, answers: readonly Answer[]): Consent {
  const own = answers.filter((answer) => answer.purpose === purpose.uuid);
  const last = own.find(({ wordingVersion }) => wordingVersion === purpose.wordingVersion);
  return {
    purposeId: purpose.id,
    key: purpose.key,
    title: purpose.title,
    wording: purpose.wording,
    wordingVersion: purpose.wordingVersion,
    given: last?.given ?? null,
    at: last?.at ?? null,
    answers: own.map(({ given, wordingVersion, at, givenBy, evidence }) => ({
      given, wordingVersion, at, evidence, givenBy: givenBy === null ? null : formatId("user", givenBy),
    })), // prettier-ignore
  };
}

/** What is still asked, and what is not any more but was once answered. */
async function consentsOf(db: Reader, person: string): Promise<{ items: Consent[] }> {
  const [known, answers] = await db.queries(purposes(), answersOf(person));
  const items = known.map((purpose) => ({ purpose, consent: consentOf(purpose, answers) }));
  return {
    items: items
      .filter(({ purpose, consent }) => purpose.archivedAt === null || consent.answers.length > 0)
      .map(({ consent }) => consent),
  };
}

type Said = { purposeId: string; given: boolean; wordingVersion?: number; evidence: string | null };

async function noteAnswer(
  { db, caller, now, newId, record }: Pick<WriteContext, "db" | "caller" | "now" | "newId" | "record">,
  person: { uuid: string; name: string },
  said: Said,
): Promise<Consent> {
  const [purpose] = await db.query(lockPurpose(said.purposeId));
  if (purpose === undefined || purpose.archivedAt !== null) return fail("consent.purpose_unknown");
  if (said.wordingVersion !== undefined && said.wordingVersion !== purpose.wordingVersion) {
    fail("consent.wording_changed", { extra: { wordingVersion: purpose.wordingVersion } });
  }
  const before = consentOf(purpose, await db.query(answersOf(person.uuid)));
  await db.query(
    insertAnswer(
      newId(), person.uuid, purpose.uuid, said.given, purpose.wordingVersion, caller.userId, said.evidence,
      now.toISOString(),
    ),
  ); // prettier-ignore
  record({
    name: "user.consent_recorded",
    target: { type: "user", id: person.uuid, name: person.name },
    changes: [{ field: `consent.${purpose.key}`, before: before.given, after: said.given }],
    data: { wordingVersion: purpose.wordingVersion },
  });
  return consentOf(purpose, await db.query(answersOf(person.uuid)));
}

async function nameOf(db: Reader, id: string): Promise<string> {
  const [name] = await db.query(personIs(id));
  return name ?? fail("resource.not_found");
}

export const listUserConsentsOperation = operation(listUserConsents, async ({ db }, { params }) => {
  await nameOf(db, params.id);
  return consentsOf(db, params.id);
});

export const listMyConsentsOperation = operation(listMyConsents, ({ db, caller }) =>
  consentsOf(db, personOf(caller)),
);

export const recordUserConsentOperation = operation(recordUserConsent, async (context, { params, body }) => {
  const { db, caller } = context;
  const name = await nameOf(db, params.id);
  if (isAbove(caller, await db.query(everHeld(params.id)))) fail("user.above_you");
  return noteAnswer(context, { uuid: params.id, name }, body);
});

export const answerMyConsentOperation = operation(answerMyConsent, async (context, { body }) => {
  const uuid = personOf(context.caller);
  const [name] = await context.db.query(personIs(uuid));
  if (name === undefined) return fail("auth.forbidden", { detail: "You are not of this organization." });
  return noteAnswer(context, { uuid, name }, { ...body, evidence: null });
});
