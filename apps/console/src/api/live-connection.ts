import { acting } from "./acting.ts";

/** What the server says of an event: enough to fetch anew what is shown. */
export type LiveMessage = { name: string; targetType: string; targetId: string | null };

export type LiveListener = {
  onConnected: (connected: boolean) => void;
  onEvent: (message: LiveMessage) => void;
  /** What was heard so far may have gaps. */
  onGap: () => void;
};

const startMilliseconds = 300;
const retryMilliseconds = 5000;
/** Who hears this late may have missed something since the page was read. */
const lateMilliseconds = 1000;

/** Listens to one organization until it is told to stop; comes back by itself, also when it was sent away. */
export function listenLive(organization: string | null, listener: LiveListener): () => void {
  let stopped = false;
  let disconnect = () => {};
  let timer: ReturnType<typeof setTimeout>;
  const since = performance.now();

  const open = async () => {
    const { io } = await import("socket.io-client");
    if (stopped) return;
    const impersonation = acting()?.sessionId ?? null;
    const auth = { organization, ...(impersonation !== null && { impersonation }) };
    const socket = io({ path: "/api/v1/live", auth, transports: ["websocket"] });
    disconnect = () => socket.disconnect();
    const comeBack = () => {
      // The client tries again by itself after a lost line, but not after a refusal.
      if (!socket.active && !stopped) timer = setTimeout(() => socket.connect(), retryMilliseconds);
    };
    socket.on("connect", () => listener.onConnected(true));
    socket.once("connect", () => {
      if (performance.now() - since > lateMilliseconds) listener.onGap();
    });
    socket.on("disconnect", (reason) => {
      listener.onConnected(false);
      // Sent away: the session has ended or lost its rights, which the next reading tells.
      if (reason === "io server disconnect") listener.onGap();
      comeBack();
    });
    socket.on("connect_error", comeBack);
    socket.on("event", listener.onEvent);
    socket.on("resync", listener.onGap);
    socket.io.on("reconnect", listener.onGap);
  };
  const start = () => {
    open().catch(() => {
      timer = setTimeout(start, retryMilliseconds);
    });
  };
  // After the first paint: the socket's code is no part of what a first visit waits for.
  timer = setTimeout(start, startMilliseconds);

  return () => {
    stopped = true;
    clearTimeout(timer);
    disconnect();
    listener.onConnected(false);
  };
}
