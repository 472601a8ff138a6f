import type { IncomingMessage, Server as HttpServer } from "node:http";
import { Server, type Socket } from "socket.io";
import type { Listening } from "./handshake.ts";
import type { LiveEvent } from "./live-event.ts";

export type ServerEvents = {
  event: (event: LiveEvent) => void;
  /** What was heard so far may have gaps: fetch what is shown anew. */
  resync: () => void;
  /** The server goes away; come back after so many milliseconds. */
  restarting: (hint: { afterMs: number }) => void;
};
export type ClientEvents = { ping: (answer?: () => void) => void };
export type SocketData = {
  listening: Listening;
  checkedAt: number;
  /** Counts the changes of rights seen, so that an answer from before the last one is not believed. */
  changes: number;
};
export type LiveServer = Server<ClientEvents, ServerEvents, Record<never, never>, SocketData>;
export type LiveSocket = Socket<ClientEvents, ServerEvents, Record<never, never>, SocketData>;

export const livePath = "/api/v1/live";

/** Socket.IO as Atrium wants it: WebSocket alone, small frames, no compression to blow up, no client files. */
export function createLiveServer(
  httpServer: HttpServer,
  allowRequest: (request: IncomingMessage) => Promise<boolean>,
): LiveServer {
  return new Server(httpServer, {
    path: livePath,
    serveClient: false,
    transports: ["websocket"],
    allowUpgrades: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: 16_384,
    connectTimeout: 3000,
    pingInterval: 20_000,
    pingTimeout: 15_000,
    allowRequest(request, decide) {
      allowRequest(request).then(
        (allowed) => decide(null, allowed),
        () => decide(null, false),
      );
    },
  });
}
