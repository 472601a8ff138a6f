import type { WriteContext } from "#kernel/operation";
import { addressesAt } from "./addresses.ts";
import { AnswerRefused, failRefused, refuse, type Asserted } from "./asserted.ts";
import type { ConnectionDeps } from "./deps.ts";
import type { Flow } from "./flow-queries.ts";
import { finishOidc } from "./oidc.ts";
import type { OidcClients } from "./oidc-client.ts";
import type { UsableConnection } from "./queries.ts";
import { openForFlow } from "./secrets.ts";
import { connectionTarget } from "./shown.ts";

type Returned = {
  state: string;
  code?: string | undefined;
  iss?: string | undefined;
  error?: string | undefined;
};

/** What went wrong at the bottom; libraries wrap it in words that say nothing. */
function innermost(cause: unknown): string {
  if (!(cause instanceof Error)) return "the answer could not be read";
  return cause.cause instanceof Error ? innermost(cause.cause) : cause.message;
}

/** What the provider said: of SAML what was checked when it was posted, of OpenID what its code is exchanged for. */
export async function readAnswer(
  deps: ConnectionDeps,
  clients: OidcClients,
  connection: UsableConnection,
  flow: Flow,
  returned: Returned,
): Promise<Asserted> {
  if (connection.kind === "saml") {
    if (flow.answer === null) return refuse("the provider has not answered");
    return JSON.parse(openForFlow(deps.keys, flow.id, flow.answer)) as Asserted;
  }
  if (returned.error !== undefined) return refuse(`the provider says ${returned.error.slice(0, 60)}`);
  if (returned.code === undefined || flow.verifier === null || flow.nonce === null) return refuse("no code");
  const bound = { nonce: flow.nonce, verifier: openForFlow(deps.keys, flow.id, flow.verifier) };
  const redirectUri = addressesAt(deps.origin()).callback;
  try {
    return await finishOidc(clients, connection, bound, { ...returned, redirectUri });
  } catch (cause) {
    // Whatever the library did not like: its words are for the log of events, not for the browser.
    if (cause instanceof AnswerRefused) throw cause;
    return refuse(innermost(cause).slice(0, 200), cause);
  }
}

/** Says no in one sentence whatever the reason was, and tells the reason to those who run the organization. */
export async function orRefused<T>(
  context: Pick<WriteContext, "recordRefusal">,
  connection: UsableConnection,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof AnswerRefused)) throw cause;
    context.recordRefusal({
      name: "identity.refused",
      organizationId: connection.organizationId,
      target:
        cause.about === null
          ? connectionTarget(connection)
          : { type: "user", id: cause.about.uuid, name: cause.about.displayName },
      data: { reason: cause.message, connection: connection.uuid },
    });
    return failRefused();
  }
}
