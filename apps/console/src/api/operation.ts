import type { Contract, Received, Request } from "@atrium/contracts";
import { ApiError, callOperation, type CallOptions } from "@atrium/sdk";
import {
  keepPreviousData,
  queryOptions,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { useCallback } from "react";
import { acting } from "./acting.ts";
import { useApp } from "../app/app-context.tsx";
import { useOrganizationSlug } from "./organization-context.tsx";

function clientFor(organization: string | null) {
  return { organization: () => organization, impersonation: () => acting()?.sessionId ?? null };
}

export function operationKey(organization: string | null, id: string, request?: unknown): readonly unknown[] {
  return request === undefined ? [organization, id] : [organization, id, request];
}

/** The query of a read operation, for loaders and hooks alike. */
export function operationQuery<C extends Contract>(
  organization: string | null,
  contract: C,
  request: Request<C> | undefined,
) {
  return queryOptions<Received<C>>({
    queryKey: operationKey(organization, contract.id, request ?? {}),
    queryFn: async ({ signal }) => {
      const output = await callOperation(clientFor(organization), contract, request, { signal });
      return output;
    },
  });
}

export type OperationOptions<C extends Contract> = {
  enabled?: boolean;
  keepPrevious?: boolean;
  /** Milliseconds until it is asked again, judged by the last answer; false when that was the last one. */
  again?: (output: Received<C> | undefined) => number | false;
};

export function useOperation<C extends Contract>(
  contract: C,
  request?: Request<C>,
  { enabled = true, keepPrevious = false, again }: OperationOptions<C> = {},
): UseQueryResult<Received<C>> {
  const organization = useOrganizationSlug();
  const query = operationQuery(organization, contract, request);
  return useQuery<Received<C>>({
    queryKey: query.queryKey,
    ...(query.queryFn !== undefined && { queryFn: query.queryFn }),
    enabled,
    ...(keepPrevious && { placeholderData: keepPreviousData }),
    ...(again !== undefined && { refetchInterval: ({ state }) => again(state.data) }),
  });
}

export type CallAs = <C extends Contract>(
  contract: C,
  request?: Request<C>,
  options?: CallOptions,
) => Promise<Received<C>>;

/** Calls an operation here; where it wants the person confirmed, they are asked and it is called again. */
export function useCall(): CallAs {
  const organization = useOrganizationSlug();
  const { stepUp } = useApp();
  return useCallback(
    async (contract, request, options) => {
      const client = clientFor(organization);
      try {
        return await callOperation(client, contract, request, options);
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== "auth.step_up_required") throw error;
        if (!(await stepUp.ask())) throw error;
        return callOperation(client, contract, request, options);
      }
    },
    [organization, stepUp],
  );
}

export type ActionInput<C extends Contract> = { request?: Request<C>; options?: CallOptions };

/** A write operation. What changed reaches the screen by invalidation, here and by the live events elsewhere. */
export function useOperationAction<C extends Contract>(
  contract: C,
  { onDone }: { onDone?: (output: Received<C>) => void } = {},
): UseMutationResult<Received<C>, Error, ActionInput<C>> {
  const organization = useOrganizationSlug();
  const call = useCall();
  return useMutation({
    mutationFn: ({ request, options }: ActionInput<C>) => call(contract, request, options),
    onSuccess: async (output, _input, _result, { client }) => {
      onDone?.(output);
      await client.invalidateQueries({ queryKey: [organization] });
    },
  });
}
