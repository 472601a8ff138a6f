import { ApiError } from "@atrium/sdk";
import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";

/** Who wants to know that the session has ended, wherever a call met it. */
export type SessionEnd = { announce: () => void; onEnd: (listener: () => void) => () => void };

export function createSessionEnd(): SessionEnd {
  const listeners = new Set<() => void>();
  return {
    announce: () => listeners.forEach((listener) => listener()),
    onEnd(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.code === "auth.required";
}

/** The other person's session ended; one's own goes on. */
function isActingOver(error: unknown): boolean {
  return error instanceof ApiError && error.code === "impersonation.over";
}

export function createQueryClient(sessionEnd: SessionEnd, actingOver: SessionEnd): QueryClient {
  const onError = (error: unknown) => {
    if (isSignedOut(error)) sessionEnd.announce();
    if (isActingOver(error)) actingOver.announce();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // What the server refused it will refuse again; only a lost connection deserves another try.
        retry: (count, error) => count < 1 && error instanceof ApiError && error.status === 0,
      },
    },
  });
}
