import { randomInt } from "node:crypto";
import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import { fail } from "#kernel/operation";
import type { RateLimiter } from "#kernel/rate-limit";
import { keepSentCode, takeSentCode, trySentCode } from "./queries.ts";

export type CodePurpose = "email_code" | "sms_code" | "phone";
export const codeMinutes = 10;
const mostTries = 5;
/** Five messages in ten minutes for a person and for a number alike, whoever asks for them. */
const perReceiver = { limit: 5, windowSeconds: 600 };
/** A number that nobody has shown to be theirs may be a stranger's, whom an hour of five is enough to annoy. */
const perStranger = { limit: 5, windowSeconds: 3600 };
/** Messages cost: past this an organization sends none until the next day. */
const perOrganization = { limit: 1000, windowSeconds: 86_400 };

const bound = (accountId: string, purpose: CodePurpose, phone: string | null, code: string): string =>
  [accountId, purpose, phone ?? "", code].join(" ");

/** Counts a message before it is sent. Ask before the transaction's first statement: it takes a connection of its own. */
export async function countMessage(
  limiter: RateLimiter,
  to: { accountId: string; phone: string | null; organizationId: string | null; proven: boolean },
): Promise<void> {
  const counters = [limiter.consumeShared(`codes for ${to.accountId}`, perReceiver)];
  if (to.phone !== null) {
    counters.push(limiter.consumeShared(`codes to ${to.phone}`, perReceiver));
    if (!to.proven) counters.push(limiter.consumeShared(`codes to ${to.phone}`, perStranger));
    counters.push(limiter.consumeShared(`codes of ${to.organizationId ?? ""}`, perOrganization));
  }
  for (const { allowed, unavailable, resetSeconds } of await Promise.all(counters)) {
    const retryAfterSeconds = Math.max(1, Math.ceil(resetSeconds));
    if (unavailable) fail("service.unavailable", { retryAfterSeconds });
    if (!allowed) fail("message.limit_reached", { retryAfterSeconds });
  }
}

/** A new code in the place of the one before; the database keeps what tells it again, not the code. */
export async function issueCode(
  system: Reader,
  keys: KeyRing,
  of: { accountId: string; purpose: CodePurpose; phone: string | null; now: Date },
): Promise<{ code: string; expiresAt: Date }> {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expiresAt = new Date(of.now.getTime() + codeMinutes * 60_000);
  const mac = keys.mac("secrets", bound(of.accountId, of.purpose, of.phone, code));
  await system.query(keepSentCode(of.accountId, of.purpose, of.phone, mac, expiresAt.toISOString()));
  return { code, expiresAt };
}

/** Right once. The try is counted before it is made, so that tries at once gain nothing. */
export async function takeCode(
  system: Reader,
  keys: KeyRing,
  of: { accountId: string; purpose: CodePurpose; code: string; now: Date },
): Promise<{ phone: string | null } | null> {
  const { accountId, purpose } = of;
  const [kept] = await system.query(trySentCode(accountId, purpose, mostTries, of.now.toISOString()));
  if (kept === undefined) return null;
  if (!keys.verifyMac("secrets", bound(accountId, purpose, kept.phone, of.code), kept.mac)) return null;
  const [taken] = await system.query(takeSentCode(accountId, purpose, kept.mac));
  return taken === undefined ? null : { phone: kept.phone };
}
