import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { notice, openRealtime, type RealtimeHouse } from "./realtime.fixture.ts";

let house: RealtimeHouse;
beforeEach(async () => {
  house = await openRealtime();
});
afterEach(() => house.close());

const organization = randomUUID();
const permissions = ["users:read"];
const address = (query = "EIO=4&transport=websocket"): string =>
  `ws://127.0.0.1:${house.port}/api/v1/live/?${query}`;

/** A bare WebSocket, for what no Socket.IO client would do. */
async function bare(query?: string): Promise<WebSocket> {
  const socket = new WebSocket(address(query));
  await once(socket, "open");
  return socket;
}
async function closedAfter(socket: WebSocket, send: () => void): Promise<void> {
  const closed = new Promise((resolve) => socket.on("close", resolve));
  socket.on("error", () => undefined);
  send();
  await closed;
  await house.until(() => house.realtime.connections() === 0);
}
async function signedIn(): Promise<WebSocket> {
  const { token } = house.person(organization, permissions);
  const socket = await bare();
  const connected = new Promise<void>((resolve) => {
    socket.on("message", (data: Buffer) => {
      if (data.toString().startsWith("40")) resolve();
    });
  });
  socket.send(`40${JSON.stringify({ token })}`);
  await connected;
  return socket;
}

describe("the handshake", { timeout: 10_000 }, () => {
  it("lets in a token, and a cookie that comes from our own pages", async () => {
    const { token } = house.person(organization, permissions);
    const extraHeaders = { cookie: `atrium=${token}`, origin: house.origin };
    const listeners = [
      await house.listen({ auth: { token } }),
      await house.listen({ auth: { organization }, extraHeaders }),
    ];
    house.realtime.publish([notice("user.created", organization)]);
    await house.until(() => listeners.every(({ events }) => events.length === 1));
  });

  it.each([
    ["nothing", {}],
    ["a token that is nobody's", { auth: { token: randomUUID() } }],
    ["a token that is none", { auth: { token: "x" } }],
    ["a token that is no text", { auth: { token: { $gt: "" } } }],
    ["a cookie that is nobody's", { extraHeaders: { cookie: `atrium=${randomUUID()}` } }],
  ])("ends for a client with %s, which is then nowhere", async (_, options) => {
    const extraHeaders = "extraHeaders" in options ? { ...options.extraHeaders, origin: house.origin } : {};
    await house.refusal({ ...options, extraHeaders });
    await house.until(() => house.realtime.connections() === 0);
  });

  it("is refused to pages of other sites, whatever they bring", async () => {
    const { token } = house.person(organization, permissions);
    const foreign = { origin: "https://evil.example" };
    await house.refusal({ extraHeaders: { ...foreign, cookie: `atrium=${token}` } });
    await house.refusal({ extraHeaders: foreign, auth: { token } });
    await house.refusal({ extraHeaders: { cookie: `atrium=${token}` } });
    expect(house.asked()).toBe(0);
  });

  it("takes no token from the address and no second transport", async () => {
    const { token } = house.person(organization, permissions);
    await house.refusal({ query: { token }, auth: { token } });
    const polling = await fetch(`${house.origin}/api/v1/live/?EIO=4&transport=polling`);
    expect(polling.status).toBe(400);
    expect(house.asked()).toBe(0);
  });

  it("lets nobody choose what to hear", async () => {
    const { token } = house.person(organization, permissions);
    await house.refusal({ auth: { token, rooms: [`events:${organization}:audit:read`] } });
  });

  it("bounds how many connections one account holds", async () => {
    const { token } = house.person(organization, permissions);
    for (let n = 0; n < 3; n++) await house.listen({ auth: { token } });
    await house.refusal({ auth: { token } });
  });

  it("refuses an organization that the caller has no part in", async () => {
    const { token, caller } = house.person(organization, permissions);
    house.people.set(token, { ...caller, organizationId: null, organizationStatus: null });
    await house.refusal({ auth: { token, organization: randomUUID() } });
    await house.listen({ auth: { token } });
  });

  it("checks a listener again whose rights changed while it was let in", async () => {
    const { token, caller } = house.person(organization, permissions);
    const release = house.holdAnswers();
    const client = house.open({ auth: { token } });
    const ended = new Promise((resolve) => client.on("disconnect", resolve));
    await house.until(() => house.asked() === 1);
    house.people.delete(token);
    house.realtime.publish([notice("session.ended", organization, caller.sessionId)]);
    release();
    expect(await ended).toBe("io server disconnect");
  });
});

describe("a connection", { timeout: 10_000 }, () => {
  it("is cut when its first frame is no connect, or is binary", async () => {
    for (const frame of ['42["ping"]', "40/admin,{}", Buffer.from([0, 1, 2]), "nonsense"]) {
      const socket = await bare();
      await closedAfter(socket, () => socket.send(frame));
    }
  });

  it("is cut when a command follows a failed sign-in", async () => {
    const socket = await bare();
    await closedAfter(socket, () => {
      socket.send(`40${JSON.stringify({ token: randomUUID() })}`);
      socket.send('42["ping"]');
    });
  });

  it("may ask for a sign of life and for nothing else", async () => {
    const { token } = house.person(organization, permissions);
    const { socket } = await house.listen({ auth: { token } });
    await socket.timeout(1000).emitWithAck("ping");
    for (const frame of ['42["join","events:*"]', '42["ping",{"a":1}]', "40/other,{}", "43[]"]) {
      const raw = await signedIn();
      const before = house.realtime.connections();
      await new Promise((resolve) => {
        raw.on("close", resolve);
        raw.send(frame);
      });
      await house.until(() => house.realtime.connections() === before - 1);
    }
    expect(socket.connected).toBe(true);
  });

  it("is cut when it floods, and others stay", async () => {
    const { token } = house.person(organization, permissions);
    const other = await house.listen({ auth: { token } });
    const raw = await signedIn();
    await new Promise((resolve) => {
      raw.on("close", resolve);
      for (let n = 0; n < 100; n++) raw.send('42["ping"]');
    });
    await other.socket.timeout(1000).emitWithAck("ping");
    expect(house.realtime.connections()).toBe(1);
  });

  it("is cut when a frame is larger than 16 kB", async () => {
    const socket = await signedIn();
    await closedAfter(socket, () => socket.send(`42["ping"]${" ".repeat(20_000)}`));
  });

  it("is cut when it does not read and a megabyte waits for it, while others hear everything", async () => {
    const other = await house.listen({ auth: { token: house.person(organization, permissions).token } });
    const socket = await signedIn();
    socket.pause();
    const events = Array.from({ length: 500 }, () => notice("user.created", organization));
    let published = 0;
    await house.until(() => {
      house.realtime.publish(events);
      published += events.length;
      return house.realtime.connections() === 1;
    });
    await house.until(() => other.events.length === published);
    socket.terminate();
  });
});
