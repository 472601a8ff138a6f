import type { Socket } from "socket.io";
import type { WebSocket } from "ws";
import type { Clock } from "#kernel/clock";

export type Connection = Socket["conn"];

const mostFramesPerSecond = 20;
const mostPendingBytes = 1_000_000;
// Socket.IO's packets: the connection to the main namespace, the way out, and `ping`, with or without an answer.
const acceptedFrame = /^(?:0(?:\{.*)?|1|2\d{0,9}\["ping"\])$/s;

/** The socket beneath; absent once the connection has gone. */
export function webSocketOf(connection: Connection): WebSocket | undefined {
  return (connection.request as typeof connection.request & { websocket?: WebSocket }).websocket;
}

/** Ends a connection without waiting for a peer that floods us or does not read. */
export function cut(connection: Connection): void {
  connection.close(true);
  webSocketOf(connection)?.terminate();
}

/** Holds a connection to what it may send, how often, and how much may wait for it to be read. */
export function guardConnection(
  connection: Connection,
  clock: Clock,
  dropped: (reason: "frame" | "flood" | "slow") => void,
): void {
  let second = clock.monotonic();
  let frames = 0;
  let queued = 0;
  let gone = false;

  function drop(reason: "frame" | "flood" | "slow"): void {
    if (gone) return;
    gone = true;
    dropped(reason);
    cut(connection);
  }

  function count(): void {
    const now = clock.monotonic();
    if (now - second >= 1000) {
      second = now;
      frames = 0;
    }
    if (++frames > mostFramesPerSecond) drop("flood");
  }

  connection.on("packet", ({ type, data }: { type: string; data?: unknown }) => {
    count();
    if (type === "message" && !(typeof data === "string" && acceptedFrame.test(data))) drop("frame");
  });
  webSocketOf(connection)?.on("ping", count);
  connection.on("flush", () => {
    queued = 0;
  });
  connection.on("packetCreate", ({ data }: { data?: unknown }) => {
    queued += typeof data === "string" ? data.length : 0;
    const pending = queued + (webSocketOf(connection)?.bufferedAmount ?? 0);
    // Not within the broadcast that found it: that goes through all its sockets first.
    if (pending > mostPendingBytes) setImmediate(drop, "slow");
  });
}
