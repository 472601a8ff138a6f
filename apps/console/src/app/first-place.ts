import { getSetup } from "@atrium/contracts";
import type { QueryClient } from "@tanstack/react-query";
import { operationQuery } from "../api/operation.ts";
import { sessionQuery } from "../api/session.ts";

/** Where somebody belongs who named no place: the set-up, the sign-in, or Home of their organization. */
export async function firstPlace(queryClient: QueryClient): Promise<string> {
  const setup = await queryClient.fetchQuery(operationQuery(null, getSetup, undefined));
  if (setup.needed) return "/setup";
  const session = await queryClient.fetchQuery(sessionQuery(null)).catch(() => null);
  if (session === null) return "/sign-in";
  const place = session.organization ?? session.memberships[0];
  return place === undefined ? "/me" : `/o/${place.slug}/home`;
}
