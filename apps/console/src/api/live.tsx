import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { createFlashes, type Flashes } from "./flashes.ts";
import { listenLive } from "./live-connection.ts";

export type LiveState = { readonly connected: boolean; readonly flashes: Flashes };

const LiveContext = createContext<LiveState | null>(null);

/** Groups of invalidations that come close together: a bulk act makes one reading, not fifty. */
const settleMilliseconds = 120;

/**
 * What happens elsewhere reaches the screen: queries are fetched again, the row concerned flashes once. One's own
 * pages belong to no organization (null) and listen to the one that one works in.
 */
export function LiveProvider({
  organization,
  listenTo = organization,
  children,
}: {
  organization: string | null;
  listenTo?: string | null;
  children: ReactNode;
}) {
  const queryClient = useQueryClient();
  const [connected, setConnected] = useState(false);
  const flashes = useMemo(createFlashes, [organization]);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => void queryClient.invalidateQueries({ queryKey: [organization] });
    const stop = listenLive(listenTo, {
      onConnected: setConnected,
      onGap: refresh,
      onEvent({ targetId }) {
        if (targetId !== null) flashes.add(targetId);
        clearTimeout(timer);
        timer = setTimeout(refresh, settleMilliseconds);
      },
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [organization, listenTo, queryClient, flashes]);

  const state = useMemo(() => ({ connected, flashes }), [connected, flashes]);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLive(): LiveState {
  const state = useContext(LiveContext);
  if (state === null) throw new Error("There is no LiveProvider above.");
  return state;
}
