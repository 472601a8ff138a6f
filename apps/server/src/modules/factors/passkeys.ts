import type { Assertion, creationOptions, Registration, requestOptions } from "@atrium/contracts";
import type { z } from "zod";
import type { RequestInfo } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import { fail } from "#kernel/operation";
import { challengeMs, newChallenge, readChallenge, takeChallenge, type Ceremony } from "./challenge.ts";
import {
  credentialsOf,
  notePasskeyUsed,
  passkeyByCredential,
  type StoredPasskey,
} from "./passkey-queries.ts";

/** EdDSA, ES256 and RS256 (RFC 9053, RFC 8812): what authenticators speak. */
const algorithms = [-8, -7, -257];

export type PasskeyDeps = { readonly system: Reader; readonly keys: KeyRing };
type Site = { origin: string; id: string };

/** A passkey belongs to a site: the page that asks must have named itself, and be one of ours. */
export function siteOf({ origin }: RequestInfo): Site {
  if (origin === null)
    return fail("passkey.refused", { detail: "Passkeys work from Atrium's own pages alone." });
  return { origin, id: new URL(origin).hostname };
}

const describe = (keys: readonly { id: string; transports: string[] }[]) =>
  keys.map(({ id, transports }) => ({ id, type: "public-key" as const, transports }));

export async function newPasskeyRequest(
  { system, keys }: PasskeyDeps,
  from: { account: { id: string; email: string }; name: string; request: RequestInfo; now: Date },
): Promise<z.output<typeof creationOptions>> {
  const site = siteOf(from.request);
  const { account, now } = from;
  return {
    rp: { id: site.id, name: from.name },
    // The account's id: not personal, and the same for all passkeys, so that a new one takes an old one's place.
    user: {
      id: Buffer.from(account.id).toString("base64url"),
      name: account.email,
      displayName: account.email,
    },
    challenge: newChallenge(keys, { ceremony: "register", accountId: account.id, now }),
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    timeout: challengeMs,
    excludeCredentials: describe(await system.query(credentialsOf(account.id, site.id))),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
    attestation: "none",
  };
}

export async function passkeyRequest(
  { system, keys }: PasskeyDeps,
  from: { accountId: string | null; request: RequestInfo; now: Date },
): Promise<z.output<typeof requestOptions>> {
  const site = siteOf(from.request);
  const { accountId, now } = from;
  return {
    rpId: site.id,
    challenge: newChallenge(keys, { ceremony: "prove", accountId, now }),
    timeout: challengeMs,
    allowCredentials:
      accountId === null ? [] : describe(await system.query(credentialsOf(accountId, site.id))),
    // Alone a passkey has to check its user; beside a password it need not.
    userVerification: accountId === null ? "required" : "preferred",
  };
}

type Bound = { ceremony: Ceremony; accountId: string | null; now: Date };

/** Lets the library check everything else, and keeps the challenge for what decides whether it was the first answer. */
async function answered<T>(
  keys: KeyRing,
  of: Bound,
  verify: (challengeIs: (challenge: string) => boolean) => Promise<T>,
): Promise<{ result: T; challenge: string; until: Date }> {
  let seen: { challenge: string; until: Date } | null = null;
  let result: T;
  try {
    result = await verify((challenge) => {
      const until = readChallenge(keys, challenge, of);
      if (until !== null) seen = { challenge, until };
      return until !== null;
    });
  } catch {
    // What exactly was wrong helps only who made it up.
    return fail("passkey.refused");
  }
  if (seen === null) return fail("passkey.refused");
  const { challenge, until }: { challenge: string; until: Date } = seen;
  return { result, challenge, until };
}

export type NewPasskey = {
  site: string;
  credential: string;
  publicKey: Buffer;
  signCount: number;
  transports: readonly string[];
  backedUp: boolean;
};

/** Brought with the first passkey: twelve megabytes that nobody else needs. */
const verifier = () => import("@simplewebauthn/server");

export async function checkNewPasskey(
  { system, keys }: PasskeyDeps,
  from: { registration: Registration; accountId: string; request: RequestInfo; now: Date },
): Promise<NewPasskey> {
  const site = siteOf(from.request);
  const { registration, accountId, now } = from;
  const of: Bound = { ceremony: "register", accountId, now };
  const { result, challenge, until } = await answered(keys, of, async (expectedChallenge) =>
    (await verifier()).verifyRegistrationResponse({
      response: { ...bare(registration), response: bareResponse(registration.response) },
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: false,
      supportedAlgorithmIDs: algorithms,
    }),
  );
  if (!result.verified || !(await takeChallenge(system, challenge, until))) return fail("passkey.refused");
  const { credential, credentialBackedUp } = result.registrationInfo;
  return {
    site: site.id,
    credential: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    signCount: credential.counter,
    transports: registration.response.transports ?? [],
    backedUp: credentialBackedUp,
  };
}

export type ProvenPasskey = StoredPasskey & { userVerified: boolean };

/**
 * Whose passkey it is and whether it checked its user. `accountId` is whom it must belong to, null for whoever it is.
 * `cloned` hears of one whose counter went back: two copies of a key that was meant to be the only one.
 */
export async function checkPasskey(
  { system, keys }: PasskeyDeps,
  from: {
    assertion: Assertion;
    accountId: string | null;
    request: RequestInfo;
    now: Date;
    cloned: (passkey: StoredPasskey) => void;
  },
): Promise<ProvenPasskey> {
  const site = siteOf(from.request);
  const { assertion, accountId, now } = from;
  const [stored] = await system.query(passkeyByCredential(assertion.id, site.id));
  if (stored === undefined || (accountId !== null && stored.accountId !== accountId))
    return fail("passkey.refused");
  const { userHandle } = assertion.response;
  if (userHandle != null && Buffer.from(userHandle, "base64url").toString() !== stored.accountId)
    return fail("passkey.refused");
  const of: Bound = { ceremony: "prove", accountId, now };
  const { result, challenge, until } = await answered(keys, of, async (expectedChallenge) =>
    (await verifier()).verifyAuthenticationResponse({
      response: { ...bare(assertion), response: bareAssertion(assertion.response) },
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: accountId === null,
      // The counter is compared below, once the signature holds: a made-up answer must not cry wolf.
      credential: { id: assertion.id, publicKey: new Uint8Array(stored.publicKey), counter: 0 },
    }),
  );
  if (!result.verified || !(await takeChallenge(system, challenge, until))) return fail("passkey.refused");
  const { newCounter, credentialBackedUp, userVerified } = result.authenticationInfo;
  const [used] = await system.query(
    notePasskeyUsed(stored.id, newCounter, credentialBackedUp, now.toISOString()),
  );
  if (used === undefined) {
    from.cloned(stored);
    return fail("passkey.refused");
  }
  return { ...stored, userVerified };
}

const bare = ({ id, rawId, type }: { id: string; rawId: string; type: "public-key" }) => ({
  id,
  rawId,
  type,
  clientExtensionResults: {},
});

const bareResponse = ({ clientDataJSON, attestationObject }: Registration["response"]) => ({
  clientDataJSON,
  attestationObject,
});

const bareAssertion = ({ clientDataJSON, authenticatorData, signature }: Assertion["response"]) => ({
  clientDataJSON,
  authenticatorData,
  signature,
});
