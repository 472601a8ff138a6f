import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { ConnectionDeps } from "./deps.ts";
import { dropOldAssertions, dropOldFlows } from "./flow-queries.ts";
import { createOidcClients } from "./oidc-client.ts";
import { createConnectionOperation } from "./operations/create-connection.ts";
import { deleteConnectionOperation } from "./operations/delete-connection.ts";
import { finishLinkOperation } from "./operations/finish-link.ts";
import { finishSsoOperation } from "./operations/finish-sso.ts";
import { getConnectionOperation, listConnectionsOperation } from "./operations/list-connections.ts";
import { listIdentitiesOperation, unlinkIdentityOperation } from "./operations/own-identities.ts";
import { proveDomainOperation } from "./operations/prove-domain.ts";
import { routeConnectionOperation } from "./operations/route-connection.ts";
import { samlAcsOperation } from "./operations/saml-acs.ts";
import { samlMetadataOperation } from "./operations/saml-metadata.ts";
import { startLinkOperation, startSsoOperation } from "./operations/start-sso.ts";
import { testConnectionOperation } from "./operations/test-connection.ts";
import { updateConnectionOperation } from "./operations/update-connection.ts";

export type { ResolveTxt } from "./deps.ts";
export { hasConnection } from "./route.ts";
export { resolveTxtByDns } from "./resolve-txt.ts";

const cleanUp = job({
  kind: "connections.clean_up",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    const now = clock.now();
    const yesterday = new Date(now.getTime() - 86_400_000).toISOString();
    await database.asSystem().queries(dropOldFlows(yesterday), dropOldAssertions(now.toISOString()));
    return null;
  },
});

export function connectionsModule(deps: ConnectionDeps): Module {
  const clients = createOidcClients(deps);
  return module({
    name: "connections",
    operations: [
      listConnectionsOperation(deps),
      getConnectionOperation(deps),
      createConnectionOperation(deps),
      updateConnectionOperation(deps),
      deleteConnectionOperation(),
      proveDomainOperation(deps),
      testConnectionOperation(deps, clients),
      routeConnectionOperation,
      startSsoOperation(deps, clients),
      finishSsoOperation(deps, clients),
      samlAcsOperation(deps),
      samlMetadataOperation(deps),
      listIdentitiesOperation,
      startLinkOperation(deps, clients),
      finishLinkOperation(deps, clients),
      unlinkIdentityOperation(deps),
    ],
    jobs: [cleanUp],
  });
}
