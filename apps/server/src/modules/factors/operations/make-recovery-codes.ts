import { makeRecoveryCodes } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { holdFactors, ownAccount } from "../changed.ts";
import { dropRecoveryCodes, insertRecoveryCodes, kindsOf } from "../queries.ts";
import { newRecoveryCodes, recoveryCodeDigest } from "../recovery-codes.ts";

export const makeRecoveryCodesOperation = operation(makeRecoveryCodes, async (context) => {
  const { db, caller, now, record, fail } = context;
  const { accountId } = ownAccount(caller);
  // Two sets at once would both stay.
  await holdFactors(context, accountId);
  const system = db.asSystem();
  const kinds = await system.query(kindsOf(accountId));
  if (kinds.length === 0) {
    return fail("factor.unknown", {
      detail: "Set up another factor first: recovery codes stand in for one.",
    });
  }
  const codes = newRecoveryCodes();
  const digests = codes.map((code) => recoveryCodeDigest(code).toString("hex"));
  await system.queries(
    dropRecoveryCodes(accountId),
    insertRecoveryCodes(accountId, digests, now.toISOString()),
  );
  record({
    name: "account.recovery_codes_made",
    target: { type: "account", id: accountId, name: caller.actor.name },
    data: { count: codes.length },
  });
  return { codes };
});
