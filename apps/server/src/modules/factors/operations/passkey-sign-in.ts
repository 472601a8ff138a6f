import { passkeyLogin, passkeyOptions, passkeyStepUp } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { membershipsOf, noteProof, peekTicket } from "#modules/sessions";
import { ownAccount } from "../changed.ts";
import type { FactorDeps } from "../deps.ts";
import { passkeyRequest } from "../passkeys.ts";
import { provePasskey } from "../proving.ts";
import { meantFor } from "../tickets.ts";

export const passkeyOptionsOperation = (deps: FactorDeps) =>
  operation(passkeyOptions, async ({ caller, request, now }, { body }) => {
    const accountId =
      body.ticket === undefined
        ? caller.accountId
        : meantFor(await peekTicket(deps.system, body.ticket, now), "factor").accountId;
    return passkeyRequest(deps, { accountId, request, now });
  });

export const passkeyLoginOperation = (deps: FactorDeps) =>
  operation(passkeyLogin, async (context, { body }) => {
    const nobody = { accountId: null, organizationId: null };
    const { proof, passkey } = await provePasskey(context, deps, nobody, body.assertion);
    const { accountId } = passkey;
    const [home] = await deps.system.query(membershipsOf(accountId));
    const answer = await deps.signIn.proceed(context, {
      accountId,
      proofs: [proof],
      mode: body.mode,
      remember: body.remember,
    });
    // Not before: whose account is locked, or who has to come another way, did not get in.
    deps.noteAttempt({
      at: context.now, accountId, email: null, organizationId: home?.organizationId ?? null, method: "passkey",
      outcome: "ok", reason: null, deviceId: null, request: context.request,
    }); // prettier-ignore
    return answer;
  });

export const passkeyStepUpOperation = (deps: FactorDeps) =>
  operation(passkeyStepUp, async (context, { body }) => {
    const { db, caller, record } = context;
    const { accountId, sessionId } = ownAccount(caller);
    const who = { accountId, organizationId: caller.organizationId };
    const { proof } = await provePasskey(context, deps, who, body.assertion);
    await db.asSystem().query(noteProof(sessionId, JSON.stringify([proof]), proof.at));
    record({
      name: "session.stepped_up",
      target: { type: "session", id: sessionId, name: null },
      data: { method: "passkey" },
    });
  });
