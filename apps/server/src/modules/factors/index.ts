import { z } from "zod";
import type { FactorKind } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { FactorDeps } from "./deps.ts";
import {
  confirmEnrolledTotpOperation,
  enrolPasskeyOperation,
  enrolPasskeyOptionsOperation,
  enrolTotpOperation,
} from "./operations/enrol.ts";
import { listFactorsOperation } from "./operations/list-factors.ts";
import { makeRecoveryCodesOperation } from "./operations/make-recovery-codes.ts";
import {
  addPasskeyOperation,
  newPasskeyOptionsOperation,
  removePasskeyOperation,
  renamePasskeyOperation,
} from "./operations/own-passkeys.ts";
import {
  addEmailCodeOperation,
  beginPhoneOperation,
  confirmPhoneOperation,
  removeEmailCodeOperation,
  removePhoneOperation,
} from "./operations/own-sent-codes.ts";
import { beginTotpOperation, confirmTotpOperation, removeTotpOperation } from "./operations/own-totp.ts";
import {
  passkeyLoginOperation,
  passkeyOptionsOperation,
  passkeyStepUpOperation,
} from "./operations/passkey-sign-in.ts";
import { sendCodeOperation } from "./operations/send-code.ts";
import { listUserFactorsOperation, resetUserFactorsOperation } from "./operations/user-factors.ts";
import { verifyFactorOperation } from "./operations/verify-factor.ts";
import { dropExpired, kindsOf } from "./queries.ts";

export { createCheckCode } from "./check-code.ts";
export type { FactorDeps } from "./deps.ts";
export { hasSecondFactor } from "./queries.ts";

/** The second factors that an account has set up. Recovery codes alone are none. */
export function factorsOf(reader: Reader, accountId: string): Promise<FactorKind[]> {
  return reader.query(kindsOf(accountId));
}

const cleanUp = job({
  kind: "factors.clean_up",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    const now = clock.now().toISOString();
    await database.asSystem().queries(...dropExpired.map((drop) => drop(now)));
    return null;
  },
});

export function factorsModule(deps: FactorDeps): Module {
  return module({
    name: "factors",
    operations: [
      listFactorsOperation,
      beginTotpOperation(deps),
      confirmTotpOperation(deps),
      removeTotpOperation(deps),
      makeRecoveryCodesOperation,
      addEmailCodeOperation(deps),
      removeEmailCodeOperation(deps),
      beginPhoneOperation(deps),
      confirmPhoneOperation(deps),
      removePhoneOperation(deps),
      newPasskeyOptionsOperation(deps),
      addPasskeyOperation(deps),
      renamePasskeyOperation,
      removePasskeyOperation(deps),
      listUserFactorsOperation,
      resetUserFactorsOperation(deps),
      verifyFactorOperation(deps),
      sendCodeOperation(deps),
      enrolTotpOperation(deps),
      confirmEnrolledTotpOperation(deps),
      enrolPasskeyOptionsOperation(deps),
      enrolPasskeyOperation(deps),
      passkeyOptionsOperation(deps),
      passkeyLoginOperation(deps),
      passkeyStepUpOperation(deps),
    ],
    jobs: [cleanUp],
  });
}
