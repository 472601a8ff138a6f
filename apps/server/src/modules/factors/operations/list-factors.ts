import { listFactors } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { ownAccount } from "../changed.ts";
import { passkeysOf } from "../passkey-queries.ts";
import { maskedPhone } from "../phone.ts";
import { codeFactorsOf, contactsOf, recoveryCodesOf, totpOf } from "../queries.ts";

export const listFactorsOperation = operation(listFactors, async ({ asSystem, caller }) => {
  const { accountId } = ownAccount(caller);
  const [[totp], passkeys, sent, [recoveryCodes], [contact]] = await asSystem().queries(
    totpOf(accountId),
    passkeysOf(accountId),
    codeFactorsOf(accountId),
    recoveryCodesOf(accountId),
    contactsOf(accountId),
  );
  const mail = sent.find(({ kind }) => kind === "email_code");
  const sms = sent.find(({ kind }) => kind === "sms_code");
  return {
    totp:
      totp === undefined || totp.confirmedAt === null
        ? null
        : { addedAt: totp.confirmedAt, lastUsedAt: totp.lastUsedAt },
    passkeys,
    emailCode: mail === undefined ? null : { ...mail, email: contact?.email ?? "" },
    smsCode: sms === undefined ? null : { ...sms, phone: maskedPhone(sms.phone ?? "") },
    recoveryCodes: recoveryCodes ?? { left: 0, madeAt: null },
  };
});
