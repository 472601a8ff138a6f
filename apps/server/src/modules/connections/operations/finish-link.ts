import { finishLink, formatId } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import { operation } from "#kernel/operation";
import { link } from "../admit.ts";
import { orRefused, readAnswer } from "../answer.ts";
import { refuse } from "../asserted.ts";
import type { ConnectionDeps } from "../deps.ts";
import { endFlow, usableConnection } from "../flow.ts";
import type { OidcClients } from "../oidc-client.ts";

/** The session says whose account it is, so the provider's address plays no part here. */
export const finishLinkOperation = (deps: ConnectionDeps, clients: OidcClients) =>
  operation(finishLink, async (context, { body }) => {
    const { caller, setCookie, record, fail } = context;
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const flow = await endFlow(deps, context, body.state, "link");
    setCookie({ cookie: "flow", token: null, maxAgeSeconds: null });
    // Somebody else signed in at this browser in between.
    if (flow.accountId !== accountId) return fail("sso.state_invalid");
    const connection = await usableConnection(deps, flow.connectionId);
    const { id, asserted } = await orRefused(context, connection, async () => {
      const said = await readAnswer(deps, clients, connection, flow, body);
      const made = await link({ context, connection, asserted: said, access: deps.access }, accountId).catch(
        (cause: unknown) => {
          if (violatedConstraint(cause) !== "identities_subject") throw cause;
          return refuse("the identity is linked already");
        },
      );
      return { id: made, asserted: said };
    });
    record({
      name: "identity.linked",
      target: { type: "account", id: accountId, name: caller.actor.name },
      data: { connection: connection.uuid, issuer: asserted.issuer },
    });
    return { id: formatId("identity", id), returnTo: flow.returnTo };
  });
