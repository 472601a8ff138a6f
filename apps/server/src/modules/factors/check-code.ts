import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import type { CheckCode } from "#modules/sessions";
import { noteCodeFactorUsed, takeRecoveryCode, takeStep, totpOf } from "./queries.ts";
import { recoveryCodeDigest } from "./recovery-codes.ts";
import { takeCode } from "./sent-codes.ts";
import { matchingStep } from "./totp.ts";

/** As people type them: with spaces between the digits. */
const digitsOf = (code: string): string => code.replaceAll(/[\s-]/g, "");

/**
 * A right code is used up at once, in a statement of its own: whatever becomes of the call that showed it, it is not
 * taken a second time.
 */
export function createCheckCode({ system, keys }: { system: Reader; keys: KeyRing }): CheckCode {
  async function totp(accountId: string, code: string, now: Date): Promise<boolean> {
    const [stored] = await system.query(totpOf(accountId));
    if (stored === undefined || stored.confirmedAt === null) return false;
    const step = matchingStep(keys.decrypt("secrets", stored.secret, accountId), digitsOf(code), now);
    if (step === null) return false;
    return (await system.query(takeStep(accountId, step, now.toISOString()))).length > 0;
  }

  async function recovery(accountId: string, code: string, now: Date): Promise<boolean> {
    const found = await system.query(
      takeRecoveryCode(accountId, recoveryCodeDigest(code), now.toISOString()),
    );
    return found.length > 0;
  }

  async function sent(
    accountId: string,
    purpose: "email_code" | "sms_code",
    code: string,
    now: Date,
  ): Promise<boolean> {
    const taken = await takeCode(system, keys, { accountId, purpose, code: digitsOf(code), now });
    if (taken !== null) await system.query(noteCodeFactorUsed(accountId, purpose, now.toISOString()));
    return taken !== null;
  }

  return async (accountId, method, code, now) => {
    switch (method) {
      case "totp":
        return totp(accountId, code, now);
      case "recovery_code":
        return recovery(accountId, code, now);
      case "email_code":
      case "sms_code":
        return sent(accountId, method, code, now);
      case "passkey":
        return false;
    }
  };
}
