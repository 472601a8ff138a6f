import { stepUp, type FactorKind } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { checkAgainst, passwordOf } from "#modules/accounts";
import type { Throttle } from "../failures.ts";
import type { NoteAttempt } from "../attempt.ts";
import type { ProofMethod } from "../proofs.ts";
import { noteProof } from "../queries.ts";
import { usableFactors, type SignInDeps } from "../sign-in.ts";

/** Whether a code of a factor is right; a right one is used up. */
export type CheckCode = (accountId: string, method: FactorKind, code: string, now: Date) => Promise<boolean>;

type Deps = {
  database: Database;
  hasher: PasswordHasher;
  throttle: Throttle;
  checkCode: CheckCode;
  noteAttempt: NoteAttempt;
  factorsOf: SignInDeps["factorsOf"];
  requirementOf: SignInDeps["requirementOf"];
};

/** The person, not only their session: for ten minutes after it what could lock them out may be done. */
export const stepUpOperation = (deps: Deps) =>
  operation(stepUp, async ({ db, caller, request, now, record, fail }, { body }) => {
    const { accountId, sessionId, organizationId } = caller;
    if (accountId === null || sessionId === null) return fail("auth.required");
    const { throttle } = deps;
    const reader = deps.database.asSystem();
    const who = { person: accountId, ip: request.ip, deviceId: null };
    await throttle.refuseWhenBlocked(who);
    // A wrong confirmation is as telling as a wrong sign-in: somebody sits at a session that is not theirs.
    const refuse = (tried: ProofMethod, reason: "wrong_code" | "wrong_credentials") => {
      deps.noteAttempt({
        at: now, accountId, email: null, organizationId, method: tried, outcome: "refused", reason, deviceId: null, request,
      }); // prettier-ignore
      return fail(reason === "wrong_code" ? "auth.code_wrong" : "auth.invalid_credentials");
    };
    let method: ProofMethod;
    if (body.method !== undefined && body.code !== undefined) {
      // As at the sign-in: a kind that the rules no longer take makes no session better either.
      const requirement = await deps.requirementOf(reader, accountId, now);
      const offered = usableFactors(await deps.factorsOf(reader, accountId), requirement);
      const right =
        offered.includes(body.method) && (await deps.checkCode(accountId, body.method, body.code, now));
      if (!right) return refuse(body.method, "wrong_code");
      method = body.method;
    } else {
      const [stored] = await reader.query(passwordOf(accountId));
      const proof = await checkAgainst(deps.hasher, stored?.passwordHash ?? null, body.password ?? "");
      if (!proof.ok) return refuse("password", "wrong_credentials");
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
