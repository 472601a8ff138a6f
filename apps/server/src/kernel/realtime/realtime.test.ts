import { randomUUID } from "node:crypto";
import { formatId } from "@atrium/contracts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { permissionSet } from "#kernel/permission-set";
import { notice, openRealtime, type RealtimeHouse } from "./realtime.fixture.ts";

let house: RealtimeHouse;
beforeEach(async () => {
  house = await openRealtime();
});
afterEach(() => house.close());

const everything = ["users:read", "organizations:read", "jobs:read", "audit:read"];
const organization = randomUUID();

describe("live updates", { timeout: 10_000 }, () => {
  it("reach those of the organization alone, with ids as the API shows them", async () => {
    const [own, foreign] = [house.person(organization, everything), house.person(randomUUID(), everything)];
    const listener = await house.listen({ auth: { token: own.token } });
    const stranger = await house.listen({ auth: { token: foreign.token } });
    const target = randomUUID();
    const sent = notice("user.created", organization, target);
    house.realtime.publish([sent]);
    house.realtime.publish([notice("user.created", foreign.caller.organizationId ?? "")]);
    await house.until(() => listener.events.length === 1 && stranger.events.length === 1);
    expect(listener.events).toEqual([
      {
        id: formatId("event", sent.id),
        sequence: 7,
        name: "user.created",
        targetType: "user",
        targetId: formatId("user", target),
      },
    ]);
    expect(stranger.events[0]?.targetId).toBeNull();
  });

  it("show each listener only the kinds that they may read", async () => {
    const names = ["user.updated", "organization.updated", "job.cancelled", "session.started", "other.thing"];
    const expected: [string[], string[]][] = [
      [["users:read"], ["user.updated"]],
      [["organizations:read"], ["organization.updated"]],
      [["jobs:read"], ["job.cancelled"]],
      [["audit:read"], ["session.started", "other.thing"]],
      [[], []],
    ];
    const listeners = await Promise.all(
      expected.map(([permissions]) =>
        house.listen({ auth: { token: house.person(organization, permissions).token } }),
      ),
    );
    const all = await house.listen({ auth: { token: house.person(organization, everything).token } });
    house.realtime.publish(names.map((name) => notice(name, organization)));
    await house.until(() => all.events.length === names.length);
    expect(all.events.map(({ name }) => name)).toEqual(names);
    expect(listeners.map(({ events }) => events.map(({ name }) => name))).toEqual(
      expected.map(([, heard]) => heard),
    );
  });

  it("tell people what happens to themselves, without its place in the audit log", async () => {
    const { token, caller } = house.person(organization, []);
    const listener = await house.listen({ auth: { token } });
    house.realtime.publish([
      notice("user.updated", organization, randomUUID()),
      notice("user.updated", organization, caller.userId),
    ]);
    await house.until(() => listener.events.length === 1);
    expect(listener.events).toMatchObject([
      { targetId: formatId("user", caller.userId ?? ""), sequence: null },
    ]);
  });

  it("end at once when the session ends, and for that session alone", async () => {
    const [leaving, staying] = [
      house.person(organization, everything),
      house.person(organization, everything),
    ];
    const gone = await house.listen({ auth: { token: leaving.token } });
    const here = await house.listen({ auth: { token: staying.token } });
    const ended = new Promise((resolve) => gone.socket.on("disconnect", resolve));
    house.people.delete(leaving.token);
    house.realtime.publish([
      notice("session.ended", organization, leaving.caller.sessionId),
      notice("user.created", organization),
    ]);
    expect(await ended).toBe("io server disconnect");
    await house.until(() => here.events.length === 2);
    expect(gone.events).toEqual([]);
    expect(here.socket.connected).toBe(true);
  });

  it.each([
    ["user.status_changed", "userId"],
    ["user.deleted", "userId"],
    ["user.role_removed", "userId"],
    ["account.password_changed", "accountId"],
  ] as const)("end when %s has taken the right to be here", async (name, subject) => {
    const { token, caller } = house.person(organization, everything);
    const { socket } = await house.listen({ auth: { token } });
    const ended = new Promise((resolve) => socket.on("disconnect", resolve));
    house.people.delete(token);
    house.realtime.publish([notice(name, organization, caller[subject])]);
    expect(await ended).toBe("io server disconnect");
  });

  it("follow a role that is taken away while the socket is open", async () => {
    const { token, caller } = house.person(organization, everything);
    const watcher = await house.listen({ auth: { token: house.person(organization, everything).token } });
    const listener = await house.listen({ auth: { token } });
    house.people.set(token, { ...caller, permissions: permissionSet(["jobs:read"]) });
    house.realtime.publish([notice("user.role_removed", organization, caller.userId)]);
    house.realtime.publish([notice("user.created", organization)]);
    await house.until(() => listener.resyncs() === 1);
    house.realtime.publish([notice("user.updated", organization), notice("job.cancelled", organization)]);
    await house.until(() => watcher.events.length === 4 && listener.events.length >= 2);
    expect(listener.events.map(({ name }) => name)).toEqual(["user.role_removed", "job.cancelled"]);
  });

  it("stop for an organization that is suspended", async () => {
    const { token, caller } = house.person(organization, everything);
    const listener = await house.listen({ auth: { token } });
    house.people.set(token, { ...caller, organizationStatus: "suspended" });
    house.realtime.publish([notice("organization.updated", organization, organization)]);
    await house.until(() => listener.resyncs() === 1);
    house.realtime.publish([notice("user.created", organization)]);
    await listener.socket.timeout(1000).emitWithAck("ping");
    expect(listener.events.map(({ name }) => name)).not.toContain("user.created");
  });

  it("are checked again and begun anew when events may have been missed", async () => {
    const [gone, here] = [house.person(organization, everything), house.person(organization, everything)];
    const first = await house.listen({ auth: { token: gone.token } });
    const second = await house.listen({ auth: { token: here.token } });
    const ended = new Promise((resolve) => first.socket.on("disconnect", resolve));
    house.people.delete(gone.token);
    house.realtime.resync();
    expect(await ended).toBe("io server disconnect");
    await house.until(() => second.resyncs() === 1);
  });

  it("say when to come back before the server goes", async () => {
    const { socket } = await house.listen({ auth: { token: house.person(organization, everything).token } });
    const hints: { afterMs: number }[] = [];
    socket.on("restarting", (hint) => hints.push(hint));
    const ended = new Promise((resolve) => socket.on("disconnect", resolve));
    await house.realtime.close();
    // Not "io server disconnect": after that a client stays away.
    expect(await ended).toBe("transport close");
    expect(hints).toEqual([{ afterMs: expect.any(Number) }]);
    expect(house.realtime.connections()).toBe(0);
    await house.refusal({ auth: { token: house.person(organization, everything).token } });
  });
});
