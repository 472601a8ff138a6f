import { routeConnection } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { connectionForDomain, connectionForEmail } from "../route.ts";
import { socialConnections } from "../queries.ts";

export const routeConnectionOperation = operation(routeConnection, async ({ asSystem }, { query }) => {
  // Nobody is signed in here, so no organization is acted in; only connections are read, never people.
  const system = asSystem();
  const routed =
    query.email !== undefined
      ? await connectionForEmail(system, query.email)
      : query.domain !== undefined
        ? await connectionForDomain(system, query.domain)
        : null;
  return { routed, social: await system.query(socialConnections()) };
});
