import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { createFlashes, type Flashes } from "./flashes.ts";

export type LiveState = { readonly connected: boolean; readonly flashes: Flashes };
type LiveMessage = { name: string; targetType: string; targetId: string | null };

const LiveContext = createContext<LiveState | null>(null);

/** Groups of invalidations that come close together: a bulk act makes one reading, not fifty. */
const settleMilliseconds = 120;

/** What happens elsewhere reaches the screen: queries are fetched again, the row concerned flashes once. */
export function LiveProvider({ organization, children }: { organization: string; children: ReactNode }) {
  const queryClient = useQueryClient();
  const [connected, setConnected] = useState(false);
  const flashes = useMemo(createFlashes, [organization]);

  useEffect(() => {
    let stop = () => {};
    let stopped = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => void queryClient.invalidateQueries({ queryKey: [organization] });
    const onEvent = ({ targetId }: LiveMessage) => {
      if (targetId !== null) flashes.add(targetId);
      clearTimeout(timer);
      timer = setTimeout(refresh, settleMilliseconds);
    };
    // After the first paint: the socket's code is no part of what a first visit waits for.
    const start = setTimeout(() => {
      void import("socket.io-client").then(({ io }) => {
        if (stopped) return;
        const socket = io({ path: "/api/v1/live", auth: { organization }, transports: ["websocket"] });
        socket.on("connect", () => setConnected(true));
        socket.on("disconnect", () => setConnected(false));
        socket.on("event", onEvent);
        socket.on("resync", refresh);
        socket.io.on("reconnect", refresh);
        stop = () => socket.disconnect();
      });
    }, 300);
    return () => {
      stopped = true;
      clearTimeout(start);
      clearTimeout(timer);
      stop();
      setConnected(false);
    };
  }, [organization, queryClient, flashes]);

  const state = useMemo(() => ({ connected, flashes }), [connected, flashes]);
  return <LiveContext value={state}>{children}</LiveContext>;
}

export function useLive(): LiveState {
  const state = useContext(LiveContext);
  if (state === null) throw new Error("There is no LiveProvider above.");
  return state;
}
