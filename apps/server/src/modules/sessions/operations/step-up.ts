import { stepUp, type FactorKind } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { checkAgainst, passwordOf } from "#modules/accounts";
import type { Throttle } from "../failures.ts";
import type { ProofMethod } from "../proofs.ts";
import { noteProof } from "../queries.ts";

/** Whether a code of a factor is right; a right one is used up. */
export type CheckCode = (accountId: string, method: FactorKind, code: string, now: Date) => Promise<boolean>;

type Deps = {
  database: Database;
  hasher: PasswordHasher;
  throttle: Throttle;
  checkCode: CheckCode;
};

/** The person, not only their session: for ten minutes after it what could lock them out may be done. */
export const stepUpOperation = ({ database, hasher, throttle, checkCode }: Deps) =>
  operation(stepUp, async ({ db, caller, request, now, record, fail }, { body }) => {
    const { accountId, sessionId } = caller;
    if (accountId === null || sessionId === null) return fail("auth.required");
    const who = { person: accountId, ip: request.ip, deviceId: null };
    await throttle.refuseWhenBlocked(who);
    let method: ProofMethod;
    if (body.method !== undefined && body.code !== undefined) {
      if (!(await checkCode(accountId, body.method, body.code, now))) return fail("auth.code_wrong");
      method = body.method;
    } else {
      const [stored] = await database.asSystem().query(passwordOf(accountId));
      const proof = await checkAgainst(hasher, stored?.passwordHash ?? null, body.password ?? "");
      if (!proof.ok) return fail("auth.invalid_credentials");
      method = "password";
    }
    await throttle.giveBack(who);
    const at = now.toISOString();
    await db.asSystem().query(noteProof(sessionId, JSON.stringify([{ method, at }]), at));
    record({
      name: "session.stepped_up",
      target: { type: "session", id: sessionId, name: null },
      data: { method },
    });
  });
