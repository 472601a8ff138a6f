import type { RequestInfo } from "#kernel/caller";
import { randomToken, sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import type { Proof } from "./proofs.ts";
import { insertSession } from "./queries.ts";

/** How long a session lives: at most, with "keep me signed in", and without being used. */
export type Lifetimes = { absoluteSeconds: number; rememberSeconds: number; idleSeconds: number | null };
const day = 86_400;
export const defaultLifetimes: Lifetimes = {
  absoluteSeconds: 7 * day,
  rememberSeconds: 30 * day,
  idleSeconds: null,
};

export type StartedSession = {
  id: string;
  /** The cookie's value; null for a session that is used by signed tokens. */
  secret: string | null;
  createdAt: string;
  expiresAt: string;
  maxAgeSeconds: number | null;
};

/** Stores a new session. A cookie's value is known to the browser alone, the database keeps its digest. */
export async function startSession(
  system: Reader,
  from: {
    accountId: string;
    kind: "cookie" | "token";
    organizationId: string | null;
    remember: boolean;
    proofs: readonly Proof[];
    deviceId?: string | null;
    lifetimes?: Lifetimes;
    request: RequestInfo;
    now: Date;
    newId: () => string;
  },
): Promise<StartedSession> {
  const { lifetimes = defaultLifetimes } = from;
  const secret = from.kind === "cookie" ? randomToken() : null;
  const id = from.newId();
  const kept = from.remember && lifetimes.rememberSeconds > 0;
  const lifetime = kept ? lifetimes.rememberSeconds : lifetimes.absoluteSeconds;
  const createdAt = from.now.toISOString();
  const expiresAt = new Date(from.now.getTime() + lifetime * 1000).toISOString();
  const { ip, agent } = from.request;
  await system.query(
    insertSession(
      id, from.accountId, from.kind, secret === null ? null : sha256(secret), from.organizationId, kept, ip, agent,
      createdAt, expiresAt, from.deviceId ?? null, JSON.stringify(from.proofs), lifetimes.idleSeconds,
    ),
  ); // prettier-ignore
  // Without "keep me signed in" the cookie goes with the browser, whatever the session's own end.
  return { id, secret, createdAt, expiresAt, maxAgeSeconds: kept ? lifetime : null };
}
