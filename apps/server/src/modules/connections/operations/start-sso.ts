import { startLink, startSso } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { ConnectionDeps } from "../deps.ts";
import { beginFlow, usableConnection } from "../flow.ts";
import type { OidcClients } from "../oidc-client.ts";

export const startSsoOperation = (deps: ConnectionDeps, clients: OidcClients) =>
  operation(startSso, async (context, { params, body }) => {
    const connection = await usableConnection(deps, params.id);
    return beginFlow(deps, clients, context, { connection, purpose: "sign_in", accountId: null, ...body });
  });

export const startLinkOperation = (deps: ConnectionDeps, clients: OidcClients) =>
  operation(startLink, async (context, { body }) => {
    const { accountId } = context.caller;
    if (accountId === null) return context.fail("auth.required");
    const connection = await usableConnection(deps, body.connection);
    const { returnTo } = body;
    return beginFlow(deps, clients, context, {
      connection,
      purpose: "link",
      accountId,
      returnTo,
      remember: false,
    });
  });
