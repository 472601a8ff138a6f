import { randomToken, sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import { useChallenge } from "./queries.ts";

export type Ceremony = "prove" | "register";
const challengeSeconds = 300;
export const challengeMs = challengeSeconds * 1000;

/**
 * A challenge carries its own purpose, account and end under our signature. So whoever asks for one, and anybody may,
 * leaves nothing in the database; only what was answered is kept, until its time is over.
 */
export function newChallenge(
  keys: KeyRing,
  of: { ceremony: Ceremony; accountId: string | null; now: Date },
): string {
  const until = of.now.getTime() + challengeMs;
  const payload = ["passkey", of.ceremony, of.accountId ?? "", until, randomToken(16)].join(" ");
  return Buffer.from(keys.sign("links", payload)).toString("base64url");
}

/** Until when a challenge is good; null when it is not ours, of another ceremony or account, or too old. */
export function readChallenge(
  keys: KeyRing,
  challenge: string,
  of: { ceremony: Ceremony; accountId: string | null; now: Date },
): Date | null {
  const payload = keys.unsign("links", Buffer.from(challenge, "base64url").toString());
  const [kind, ceremony, accountId, until] = payload?.split(" ") ?? [];
  if (kind !== "passkey" || ceremony !== of.ceremony) return null;
  // One that names nobody serves everybody; one that names somebody serves them alone.
  if (accountId !== "" && accountId !== of.accountId) return null;
  return Number(until) > of.now.getTime() ? new Date(Number(until)) : null;
}

/** True for the first answer to a challenge alone. */
export async function takeChallenge(system: Reader, challenge: string, until: Date): Promise<boolean> {
  const [taken] = await system.query(useChallenge(sha256(challenge), until.toISOString()));
  return taken === true;
}
