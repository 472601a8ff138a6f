import { login } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import type { PasswordHasher } from "#kernel/password-hash";
import { checkAgainst, credentialsByEmail, upgradedHash, upgradePasswordHash } from "#modules/accounts";
import { knownDevice } from "../devices.ts";
import type { Throttle } from "../failures.ts";
import { membershipsOf } from "../queries.ts";
import type { SignIn, SignInDeps } from "../sign-in.ts";
import type { NoteAttempt } from "../attempt.ts";

export type LoginDeps = {
  database: Database;
  hasher: PasswordHasher;
  throttle: Throttle;
  signIn: SignIn;
  noteAttempt: NoteAttempt;
  requirementOf: SignInDeps["requirementOf"];
};

const nobody = "00000000-0000-0000-0000-000000000000";

export const loginOperation = ({
  database,
  hasher,
  throttle,
  signIn,
  noteAttempt,
  requirementOf,
}: LoginDeps) =>
  operation(login, async (context, { body }) => {
    const { request, now, recordRefusal, fail } = context;
    const system = database.asSystem();
    // Read outside of the transaction: hashing takes its time, and no connection should wait for it.
    const [found] = await system.query(credentialsByEmail(body.email));
    const accountId = found?.accountId ?? null;
    // The same questions for an address that nobody has, so that time tells nothing.
    const device = await knownDevice(system, accountId ?? nobody, request);
    const requirement = await requirementOf(system, accountId ?? nobody, now);
    const { lockout } = requirement;
    const who = { person: accountId ?? body.email, ip: request.ip, deviceId: device?.id ?? null, lockout };
    const attempt = {
      accountId,
      email: body.email,
      method: "password",
      request,
      deviceId: who.deviceId,
      at: now,
    } as const;
    await throttle.refuseWhenBlocked(who).catch((cause: unknown) => {
      noteAttempt({ ...attempt, outcome: "blocked", reason: "too_many_failures", organizationId: null });
      throw cause;
    });
    const proof = await checkAgainst(hasher, found?.passwordHash ?? null, body.password);
    const memberships = await system.query(membershipsOf(accountId ?? nobody));
    const organizationId = memberships[0]?.organizationId ?? null;
    if (found === undefined || !proof.ok || found.status !== "active" || memberships.length === 0) {
      const reason = found?.status === "locked" ? "locked" : "wrong_credentials";
      noteAttempt({ ...attempt, outcome: "refused", reason, organizationId });
      recordRefusal({
        name: "session.refused",
        target: { type: "account", id: accountId, name: found === undefined ? null : body.email },
        ...(organizationId === null ? {} : { organizationId }),
        data: { method: "password", reason },
      });
      return fail("auth.invalid_credentials");
    }
    await throttle.giveBack(who);
    const upgraded = await upgradedHash(hasher, body.password, proof);
    if (upgraded !== null && found.passwordHash !== null)
      await system.query(upgradePasswordHash(found.accountId, found.passwordHash, upgraded));
    const answer = await signIn
      .proceed(context, {
        accountId: found.accountId,
        proofs: [{ method: "password", at: now.toISOString(), of: found.passwordChangedAt }],
        mode: body.mode,
        remember: body.remember,
        trustDevice: body.trustDevice,
      })
      .catch((cause: unknown) => {
        const reason =
          cause instanceof Problem && cause.code === "auth.sso_required"
            ? "sso_required"
            : "wrong_credentials";
        noteAttempt({ ...attempt, outcome: "refused", reason, organizationId });
        throw cause;
      });
    noteAttempt({ ...attempt, outcome: "ok", reason: null, organizationId });
    return answer;
  });
