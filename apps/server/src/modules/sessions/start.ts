import { randomToken, sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import type { RequestInfo } from "#kernel/caller";
import { insertSession } from "./queries.ts";

const day = 86_400;
/** How long a session lives at most; "keep me signed in" makes it a month. */
export const lifetimeSeconds = { short: 7 * day, remembered: 30 * day };

export type StartedSession = {
  id: string;
  token: string;
  createdAt: string;
  expiresAt: string;
  maxAgeSeconds: number | null;
};

/** Stores a new session; the token is known to the caller alone, the database keeps its digest. */
export async function startSession(
  system: Reader,
  from: {
    accountId: string;
    kind: "cookie" | "token";
    organizationId: string | null;
    remember: boolean;
    request: RequestInfo;
    now: Date;
    newId: () => string;
  },
): Promise<StartedSession> {
  const token = randomToken();
  const id = from.newId();
  const lifetime = from.remember ? lifetimeSeconds.remembered : lifetimeSeconds.short;
  const createdAt = from.now.toISOString();
  const expiresAt = new Date(from.now.getTime() + lifetime * 1000).toISOString();
  const { ip, agent } = from.request;
  await system.query(
    insertSession(
      id,
      from.accountId,
      from.kind,
      sha256(token),
      from.organizationId,
      from.remember,
      ip,
      agent,
      createdAt,
      expiresAt,
    ),
  );
  // Without "keep me signed in" the cookie goes with the browser, whatever the session's own end.
  return { id, token, createdAt, expiresAt, maxAgeSeconds: from.remember ? lifetime : null };
}
