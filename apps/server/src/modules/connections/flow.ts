import { randomToken, sha256 } from "#kernel/crypto";
import type { WriteContext } from "#kernel/operation";
import { fail } from "#kernel/operation";
import { addressesAt } from "./addresses.ts";
import type { ConnectionDeps } from "./deps.ts";
import { insertFlow, takeFlow, type Flow } from "./flow-queries.ts";
import { authorizationUrl } from "./oidc.ts";
import type { OidcClients } from "./oidc-client.ts";
import { connectionInUse, type UsableConnection } from "./queries.ts";
import { samlRequestUrl } from "./saml.ts";
import { sealForFlow } from "./secrets.ts";
import { connectionTarget } from "./shown.ts";

export const flowSeconds = 600;

/** The purpose stands in front, so that the page that a browser returns to knows what it is about to finish. */
export const stateFor = (purpose: Flow["purpose"]): string =>
  `${purpose === "link" ? "l" : "s"}.${randomToken()}`;

export const expiryOf = (now: Date): string => new Date(now.getTime() + flowSeconds * 1000).toISOString();

/** A connection that may be signed in through; unknown ones are as if they were not there. */
export async function usableConnection(deps: ConnectionDeps, id: string): Promise<UsableConnection> {
  const [connection] = await deps.database.asSystem().query(connectionInUse(id));
  if (connection === undefined) return fail("resource.not_found");
  return connection.usable ? connection : fail("connection.inactive");
}

type Begin = {
  readonly connection: UsableConnection;
  readonly purpose: Flow["purpose"];
  readonly accountId: string | null;
  readonly returnTo: string;
  readonly remember: boolean;
};
type Beginning = Omit<WriteContext, "fail">;

/** Sends a browser to a provider, bound to this browser by a cookie and to this provider by the flow. */
export async function beginFlow(
  deps: ConnectionDeps,
  clients: OidcClients,
  context: Beginning,
  from: Begin,
): Promise<{ url: string }> {
  const { connection, purpose, accountId, returnTo, remember } = from;
  const { db, now, newId, setCookie, record } = context;
  const [id, state, browser] = [newId(), stateFor(purpose), randomToken()];
  const [nonce, verifier] = [randomToken(), randomToken()];
  const addresses = addressesAt(deps.origin());
  // The provider is asked before the transaction begins: no connection to the database waits for it.
  const url = await (
    connection.kind === "saml"
      ? samlRequestUrl(connection, addresses, { state, flowId: id, sentAt: now.toISOString() })
      : authorizationUrl(clients, connection, { state, nonce, verifier, redirectUri: addresses.callback })
  ).catch(() => fail("connection.unfit", { detail: "The identity provider cannot be asked at the moment." }));
  await db.asSystem().query(
    insertFlow(
        id, sha256(state), sha256(browser), connection.uuid, purpose, accountId, nonce, sealForFlow(deps.keys, id, verifier),
        returnTo, remember, null, now.toISOString(), expiryOf(now),
      ), // prettier-ignore
  );
  setCookie({ cookie: "flow", token: browser, maxAgeSeconds: flowSeconds });
  record({
    name: "connection.used",
    organizationId: connection.organizationId,
    target: connectionTarget(connection),
    data: { purpose },
  });
  return { url };
}

/** The flow behind a state, used up in the same moment; outside of the transaction, so that a refusal uses it up too. */
export async function endFlow(
  deps: ConnectionDeps,
  context: Pick<WriteContext, "request" | "now">,
  state: string,
  purpose: Flow["purpose"],
): Promise<Flow> {
  const { request, now } = context;
  if (request.flow === null) return fail("sso.state_invalid");
  const [flow] = await deps.database
    .asSystem()
    .query(takeFlow(sha256(state), sha256(request.flow), purpose, now.toISOString()));
  return flow ?? fail("sso.state_invalid");
}
