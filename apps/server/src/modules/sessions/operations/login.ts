import { login } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { PasswordHasher } from "#kernel/password-hash";
import { noPermissions } from "#kernel/permission-set";
import type { RateLimiter } from "#kernel/rate-limit";
import { checkAgainst, credentialsByEmail } from "#modules/accounts";
import type { Access } from "#modules/roles";
import { noteSignIn } from "#modules/users";
import { giveBack, refuseWhenBlocked } from "../failures.ts";
import { sessionInfo } from "../info.ts";
import { membershipsOf } from "../queries.ts";
import { startSession } from "../start.ts";

export type LoginDeps = { database: Database; hasher: PasswordHasher; access: Access; limiter: RateLimiter };

export const loginOperation = ({ database, hasher, access, limiter }: LoginDeps) =>
  operation(login, async ({ db, request, now, newId, record, recordRefusal, setCookie, fail }, { body }) => {
    const who = { email: body.email, ip: request.ip };
    await refuseWhenBlocked(limiter, who);
    // Read outside of the transaction: hashing takes its time, and no connection should wait for it.
    const [found] = await database.asSystem().query(credentialsByEmail(body.email));
    const proof = await checkAgainst(hasher, found?.passwordHash ?? null, body.password);
    const memberships =
      found === undefined ? [] : await database.asSystem().query(membershipsOf(found.accountId));
    if (found === undefined || !proof.ok || found.status !== "active") {
      const [member] = memberships;
      recordRefusal({
        name: "session.refused",
        target: {
          type: "account",
          id: found?.accountId ?? null,
          name: found === undefined ? null : body.email,
        },
        ...(member === undefined ? {} : { organizationId: member.organizationId }),
        data: { method: "password", reason: found?.status === "locked" ? "locked" : "wrong_credentials" },
      });
      return fail("auth.invalid_credentials");
    }
    await giveBack(limiter, who);
    const { accountId } = found;
    const [here] = memberships;
    const organizationId = here?.organizationId ?? null;
    const system = db.asSystem();
    const started = await startSession(system, {
      accountId, kind: body.mode, organizationId, remember: body.remember, request, now, newId,
    }); // prettier-ignore
    if (here !== undefined)
      await system.query(noteSignIn(here.organizationId, here.userId, now.toISOString()));
    const rights =
      here === undefined ? null : await access.rightsOfUser(system, here.organizationId, here.userId, now);
    const info = await sessionInfo(system, {
      session: started,
      account: { id: accountId, email: body.email, locale: found.locale },
      caller: {
        organizationId,
        userId: here?.userId ?? null,
        permissions: rights?.inside ?? noPermissions,
        platformPermissions: rights?.platform ?? noPermissions,
      },
    });
    if (body.mode === "cookie") setCookie({ token: started.token, maxAgeSeconds: started.maxAgeSeconds });
    const actor =
      here === undefined
        ? { type: "account" as const, id: accountId, name: body.email }
        : { type: "user" as const, id: here.userId, name: here.displayName };
    record({
      name: "session.started",
      ...(organizationId === null ? {} : { organizationId }),
      actor,
      sessionId: started.id,
      target: { type: "session", id: started.id, name: null },
      data: { method: "password", mode: body.mode },
    });
    return { ...info, token: body.mode === "token" ? started.token : null };
  });
