import type { IncomingMessage, Server as HttpServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { Counter, Gauge } from "prom-client";
import { systemClock, type Clock } from "#kernel/clock";
import type { EventNotice } from "#kernel/events/listeners";
import type { Credential } from "#kernel/http/credentials";
import type { Logger } from "#kernel/logger";
import type { Metrics } from "#kernel/metrics";
import { cut, guardConnection, type Connection } from "./connection-guard.ts";
import { admitListener, admitRequest, plainAddress, type HandshakeRules } from "./handshake.ts";
import { eventRoom, liveEvent, permissionFor, rightsChangedBy, subjectRoom } from "./live-event.ts";
import { createLiveServer, type LiveServer, type LiveSocket } from "./live-server.ts";
import { createRightsCheck, enterRooms } from "./rights.ts";

export type RealtimeOptions = HandshakeRules & {
  readonly httpServer: () => HttpServer;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly clock?: Clock;
  readonly mostPerAccount?: number;
};

export type Realtime = {
  /** Takes over the path of the HTTP server. */
  start(): void;
  /** Sends events to whoever may hear of them, and asks anew who those are whose rights an event touches. */
  publish(notices: readonly EventNotice[]): void;
  /** Events may have been missed: every listener is checked and told to fetch anew. */
  resync(): void;
  connections(): number;
  /** Sends everyone away with a hint when to come back. */
  close(): Promise<void>;
};

const sweepMs = 1000;
/** Sessions also end by time, which no event tells. */
const checkEveryMs = 30_000;
const checksAtOnce = 100;
const goodbyeMs = 1000;

export function createRealtime(options: RealtimeOptions): Realtime {
  const { logger } = options;
  const clock = options.clock ?? systemClock;
  const mostPerAccount = options.mostPerAccount ?? 500;
  const recheck = createRightsCheck({ identify: options.identify, clock, logger });
  const connections = new Set<Connection>();
  const fromRequests = new WeakMap<IncomingMessage, Credential | null>();
  const dropped = measure(options.metrics, () => connections.size);
  let io: LiveServer | null = null;
  let sweep: NodeJS.Timeout | undefined;
  let closing = false;
  // Counts events about rights: a handshake that one of them overtook is checked once more.
  let changes = 0;

  function sockets(): LiveSocket[] {
    return io === null ? [] : [...io.of("/").sockets.values()];
  }

  function socketsIn(room: string): LiveSocket[] {
    const ids = io?.of("/").adapter.rooms.get(room) ?? [];
    return [...ids].flatMap((id) => io?.of("/").sockets.get(id) ?? []);
  }

  async function checkAll(listeners: readonly LiveSocket[]): Promise<void> {
    for (let at = 0; at < listeners.length; at += checksAtOnce) {
      await Promise.all(listeners.slice(at, at + checksAtOnce).map((socket) => recheck(socket, false)));
    }
  }

  async function allowRequest(request: IncomingMessage): Promise<boolean> {
    if (closing) return false;
    const admitted = await admitRequest(request, options);
    if (admitted === null) return false;
    fromRequests.set(request, admitted.credential);
    return true;
  }

  async function admit(socket: LiveSocket): Promise<boolean> {
    const seen = changes;
    const fromRequest = fromRequests.get(socket.request) ?? null;
    const listening = await admitListener(fromRequest, socket.handshake.auth, options.identify);
    if (listening === null) return false;
    const account = subjectRoom("account", listening.caller.accountId ?? "");
    if (socketsIn(account).length >= mostPerAccount) return false;
    socket.data = { listening, checkedAt: clock.monotonic(), changes: seen };
    return true;
  }

  function welcome(socket: LiveSocket): void {
    socket.on("ping", (answer) => answer?.());
    if (socket.data.changes === changes) enterRooms(socket);
    else void recheck(socket, true);
  }

  function changeRights(notice: EventNotice): void {
    const change = rightsChangedBy(notice);
    if (change === null) return;
    changes++;
    const listeners = socketsIn(subjectRoom(change.subject, change.id));
    if (!change.atOnce) void checkAll(listeners);
    else for (const socket of listeners) void recheck(socket, true);
  }

  function send(server: LiveServer, notice: EventNotice): void {
    const room = eventRoom(notice.organizationId, permissionFor(notice.name));
    const event = liveEvent(notice);
    server.to(room).emit("event", event);
    // People hear what happens to themselves; the place in the audit log is for those who may read it.
    if (!notice.name.startsWith("user.") || notice.targetId === null) return;
    server
      .to(subjectRoom("user", notice.targetId))
      .except(room)
      .emit("event", { ...event, sequence: null });
  }

  return {
    start() {
      if (io !== null) return;
      const server = createLiveServer(options.httpServer(), allowRequest);
      io = server;
      server.engine.use((request: IncomingMessage, _response: unknown, next: (error?: Error) => void) =>
        next(plainAddress(request) ? undefined : new Error("the address carries too much")),
      );
      server.engine.on("connection", (connection: Connection) => {
        connections.add(connection);
        connection.once("close", () => connections.delete(connection));
        guardConnection(connection, clock, dropped);
      });
      server.use((socket, next) => {
        admit(socket).then(
          (admitted) => (admitted ? next() : refuse(socket, next)),
          (cause: unknown) => {
            logger.warn({ err: cause }, "a listener could not be identified");
            refuse(socket, next);
          },
        );
      });
      server.on("connection", welcome);
      sweep = setInterval(() => {
        const due = clock.monotonic() - checkEveryMs;
        void checkAll(sockets().filter(({ data }) => data.checkedAt <= due));
      }, sweepMs).unref();
    },
    publish(notices) {
      if (io === null) return;
      for (const notice of notices) {
        changeRights(notice);
        send(io, notice);
      }
    },
    resync() {
      changes++;
      io?.emit("resync");
      void checkAll(sockets());
    },
    connections: () => connections.size,
    async close() {
      closing = true;
      clearInterval(sweep);
      // Spread out, so that the next server is not met by everyone at once.
      for (const socket of sockets()) socket.emit("restarting", { afterMs: 500 + Math.random() * 4500 });
      for (const connection of connections) connection.close();
      for (let waited = 0; connections.size > 0 && waited < goodbyeMs; waited += 20) await sleep(20);
      for (const connection of connections) cut(connection);
    },
  };
}

/** The refusal is told, then the connection ends: nobody stays without being somebody. */
function refuse(socket: LiveSocket, next: (error: Error) => void): void {
  next(new Error("auth.required"));
  setImmediate(() => {
    socket.conn.close();
    setTimeout(() => cut(socket.conn), goodbyeMs).unref();
  });
}

function measure(metrics: Metrics | undefined, open: () => number): (reason: string) => void {
  if (metrics === undefined) return () => undefined;
  const registers = [metrics.registry];
  new Gauge({
    name: "atrium_live_connections",
    help: "Open live connections",
    registers,
    collect() {
      this.set(open());
    },
  });
  const counter = new Counter({
    name: "atrium_live_dropped_total",
    help: "Live connections that were cut, by reason",
    labelNames: ["reason"],
    registers,
  });
  return (reason) => counter.inc({ reason });
}
