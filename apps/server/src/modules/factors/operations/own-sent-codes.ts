import { addEmailCode, beginPhone, confirmPhone, removeEmailCode, removePhone } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import {
  factorEvent,
  holdFactors,
  ownAccount,
  refuseUnlessAllowed,
  removed,
  tellAndEndOthers,
} from "../changed.ts";
import type { FactorDeps } from "../deps.ts";
import { checkPhone, maskedPhone } from "../phone.ts";
import { addCodeFactor, codeFactorsOf, contactsOf, dropCodeFactor, dropSentCode } from "../queries.ts";
import { codeMinutes, countMessage, issueCode, takeCode } from "../sent-codes.ts";

export const addEmailCodeOperation = (deps: FactorDeps) =>
  operation(addEmailCode, async (context) => {
    const { db, caller, now, record, fail } = context;
    const { accountId, sessionId } = ownAccount(caller);
    await refuseUnlessAllowed(deps, { accountId, kind: "email_code", now });
    const [added] = await db
      .asSystem()
      .query(addCodeFactor(accountId, "email_code", null, now.toISOString()));
    if (added === undefined) return fail("factor.exists");
    await tellAndEndOthers(context, deps.messages, {
      accountId, kind: "email_code", template: "factor_added", except: sessionId, organizationId: caller.organizationId,
    }); // prettier-ignore
    record(factorEvent("account.factor_added", { accountId, kind: "email_code", name: caller.actor.name }));
  });

export const beginPhoneOperation = (deps: FactorDeps) =>
  operation(beginPhone, async ({ db, caller, now, record, fail }, { body }) => {
    const { accountId } = ownAccount(caller);
    const { organizationId } = caller;
    await refuseUnlessAllowed(deps, { accountId, kind: "sms_code", now });
    const phone = checkPhone(body.phone);
    const [known, [contact]] = await deps.system.queries(codeFactorsOf(accountId), contactsOf(accountId));
    if (known.some((factor) => factor.phone === phone)) return fail("factor.exists");
    await countMessage(deps.limiter, { accountId, phone, organizationId, proven: false });
    const { code, expiresAt } = await issueCode(db.asSystem(), deps.keys, {
      accountId, purpose: "phone", phone, now,
    }); // prettier-ignore
    await deps.messages.queueSms(db, {
      to: phone, locale: contact?.locale ?? null, organizationId, expiresAt,
      template: "confirm_phone", data: { code, minutes: codeMinutes },
    }); // prettier-ignore
    record(factorEvent("account.factor_begun", { accountId, kind: "sms_code", name: caller.actor.name }));
    return { phone: maskedPhone(phone), expiresAt: expiresAt.toISOString() };
  });

export const confirmPhoneOperation = (deps: FactorDeps) =>
  operation(confirmPhone, async (context, { body }) => {
    const { db, caller, now, record, fail } = context;
    const { accountId, sessionId } = ownAccount(caller);
    const code = body.code.replaceAll(/[\s-]/g, "");
    const right = await takeCode(deps.system, deps.keys, { accountId, purpose: "phone", code, now });
    if (right === null) return fail("auth.code_wrong");
    await db.asSystem().query(addCodeFactor(accountId, "sms_code", right.phone, now.toISOString()));
    await tellAndEndOthers(context, deps.messages, {
      accountId, kind: "sms_code", template: "factor_added", except: sessionId, organizationId: caller.organizationId,
    }); // prettier-ignore
    record(factorEvent("account.factor_added", { accountId, kind: "sms_code", name: caller.actor.name }));
  });

const removal =
  (kind: "email_code" | "sms_code", contract: typeof removeEmailCode | typeof removePhone) =>
  (deps: FactorDeps) =>
    operation(contract, async (context) => {
      const { db, caller, record, fail } = context;
      const { accountId } = ownAccount(caller);
      await holdFactors(context, accountId);
      const [[dropped]] = await db
        .asSystem()
        .queries(dropCodeFactor(accountId, kind), dropSentCode(accountId, kind));
      if (dropped === undefined) return fail("factor.unknown");
      await removed(context, deps, kind);
      record(factorEvent("account.factor_removed", { accountId, kind, name: caller.actor.name }));
    });
export const removeEmailCodeOperation = removal("email_code", removeEmailCode);
export const removePhoneOperation = removal("sms_code", removePhone);
