import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { anonymous, type Caller } from "#kernel/caller";
import type { EventNotice } from "#kernel/events/listeners";
import type { Credential } from "#kernel/http/credentials";
import { createLogger } from "#kernel/logger";
import { permissionSet } from "#kernel/permission-set";
import { createRealtime } from "./realtime.ts";
import type { LiveEvent } from "./live-event.ts";

export type Listener = { socket: Socket; events: LiveEvent[]; resyncs: () => number };
type Ending = { reason: string };

/** An HTTP server with the gateway, people who are known by tokens, and clients. */
export async function openRealtime() {
  const people = new Map<string, Caller>();
  const clients: Socket[] = [];
  const httpServer = createServer((_request, response) => response.writeHead(404).end());
  let asked = 0;
  let gate: Promise<void> = Promise.resolve();
  const realtime = createRealtime({
    httpServer: () => httpServer,
    logger: createLogger("silent"),
    identify: async (credential: Credential) => {
      const found = people.get(credential.token) ?? null;
      asked++;
      await gate;
      return found;
    },
    mostPerAccount: 3,
    allowedOrigin: (origin, host) => origin === `http://${host}`,
    cookieName: () => "atrium",
  });
  realtime.start();
  await new Promise<void>((resolve) => httpServer.listen(0, "127.0.0.1", resolve));
  const { port } = httpServer.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;

  function person(organizationId: string, permissions: readonly string[]): { token: string; caller: Caller } {
    const token = randomUUID();
    const caller: Caller = {
      ...anonymous,
      actor: { type: "user", id: randomUUID(), name: "Ann" },
      accountId: randomUUID(),
      userId: randomUUID(),
      sessionId: randomUUID(),
      organizationId,
      organizationStatus: "active",
      permissions: permissionSet(permissions),
    };
    people.set(token, caller);
    return { token, caller };
  }

  function open(options: Partial<ManagerOptions & SocketOptions>): Socket {
    const socket = io(origin, {
      path: "/api/v1/live",
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      ...options,
    });
    clients.push(socket);
    return socket;
  }

  return {
    realtime,
    people,
    origin,
    port,
    person,
    open,
    asked: () => asked,
    /** Answers about people are held back until the returned function is called. */
    holdAnswers(): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    /** How a connection ends that is not let in. */
    refusal(options: Partial<ManagerOptions & SocketOptions>): Promise<Ending> {
      const socket = open(options);
      return new Promise((resolve, reject) => {
        socket.on("connect", () => reject(new Error("it was let in")));
        socket.on("connect_error", ({ message }) => resolve({ reason: message }));
      });
    },
    async listen(options: Partial<ManagerOptions & SocketOptions>): Promise<Listener> {
      const socket = open(options);
      const events: LiveEvent[] = [];
      let resyncs = 0;
      socket.on("event", (event: LiveEvent) => events.push(event));
      socket.on("resync", () => resyncs++);
      await new Promise<void>((resolve, reject) => {
        socket.on("connect", resolve);
        socket.on("connect_error", reject);
      });
      return { socket, events, resyncs: () => resyncs };
    },
    async until(holds: () => boolean): Promise<void> {
      while (!holds()) await sleep(5);
    },
    async close(): Promise<void> {
      for (const client of clients) client.disconnect();
      await realtime.close();
      httpServer.closeAllConnections();
      await new Promise((resolve) => httpServer.close(resolve));
    },
  };
}
export type RealtimeHouse = Awaited<ReturnType<typeof openRealtime>>;

export function notice(name: string, organizationId: string, targetId: string | null = null): EventNotice {
  return {
    organizationId,
    id: randomUUID(),
    sequence: 7,
    name,
    targetType: name.slice(0, name.indexOf(".")),
    targetId,
    actorId: null,
  };
}
