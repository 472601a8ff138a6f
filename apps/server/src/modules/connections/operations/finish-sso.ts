import { finishSso } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import type { Proof } from "#modules/sessions";
import { admit } from "../admit.ts";
import { orRefused, readAnswer } from "../answer.ts";
import { refuse } from "../asserted.ts";
import type { ConnectionDeps } from "../deps.ts";
import { endFlow, usableConnection } from "../flow.ts";
import type { OidcClients } from "../oidc-client.ts";

export const finishSsoOperation = (deps: ConnectionDeps, clients: OidcClients) =>
  operation(finishSso, async (context, { body }) => {
    const { now, request, setCookie } = context;
    const flow = await endFlow(deps, context, body.state, "sign_in");
    setCookie({ cookie: "flow", token: null, maxAgeSeconds: null });
    const connection = await usableConnection(deps, flow.connectionId);
    const attempt = {
      at: now, email: null, organizationId: connection.organizationId, method: connection.kind, deviceId: null, request,
    }; // prettier-ignore
    const arrive = async () => {
      const asserted = await readAnswer(deps, clients, connection, flow, body);
      const accountId = await admit({ context, connection, asserted, access: deps.access });
      const trusted = asserted.multi && connection.settings.trustsFactors === true;
      const proof: Proof = {
        method: connection.kind,
        at: now.toISOString(),
        ...(trusted ? { acr: "multi" as const } : {}),
        ...(connection.platform ? {} : { within: connection.organizationId }),
      };
      const answer = await deps.signIn
        .proceed(context, {
          accountId,
          proofs: [proof],
          mode: "cookie",
          remember: flow.remember,
          organizationId: connection.platform ? null : connection.organizationId,
        })
        .catch((cause: unknown) => {
          const nowhere = cause instanceof Problem && cause.code === "auth.invalid_credentials";
          return nowhere ? refuse("the account has nowhere to go", cause) : Promise.reject(cause);
        });
      deps.noteAttempt({ ...attempt, accountId, outcome: "ok", reason: null });
      return { ...answer, returnTo: flow.returnTo };
    };
    try {
      return await orRefused(context, connection, arrive);
    } catch (cause) {
      if (cause instanceof Problem && cause.code === "sso.refused")
        deps.noteAttempt({ ...attempt, accountId: null, outcome: "refused", reason: "identity_refused" });
      throw cause;
    }
  });
