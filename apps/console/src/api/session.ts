import { currentSession, type Permission, type SessionInfo } from "@atrium/contracts";
import type { UseQueryResult } from "@tanstack/react-query";
import { operationQuery, useOperation } from "./operation.ts";

export function sessionQuery(organization: string | null) {
  return operationQuery(organization, currentSession, undefined);
}

export function useSession(): UseQueryResult<SessionInfo> {
  return useOperation(currentSession);
}

export type Can = (permission: Permission) => boolean;

/** What the person may do here. The server decides again at each call; this only spares dead buttons. */
export function useCan(): Can {
  const { data } = useSession();
  return (permission) => data?.permissions.includes(permission) ?? false;
}
