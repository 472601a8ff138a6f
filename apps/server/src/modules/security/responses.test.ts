import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send, type Got } from "../../testing/wire.ts";

describe("what is done about security events, by rule and by staff", () => {
  const clock = fixedClock("2026-05-04T09:00:00Z");
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ clock });
    ({ owner } = await setUpPlatform(atrium));
  });
  afterAll(() => atrium.close());

  async function fresh(): Promise<void> {
    // What was before is out of every window.
    clock.advance(2 * 3_600_000);
    const { body } = await signIn(owner.email);
    owner = { ...owner, api: atrium.api(String(body["token"])) };
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
  }
  const someone = (roles: Parameters<typeof makePerson>[2] = ["user"]) =>
    makePerson(atrium, place, roles, { withPassword: true });
  const signIn = (email: string, password = testPassword): Promise<Got> =>
    send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/login",
      body: { email, password, mode: "token" },
    });
  const eventsOf = async (by: Person, q?: string) =>
    (await by.api.security.listEvents({ query: q === undefined ? {} : { q } })).items;
  const lockAtReplay = () =>
    atrium.sql.query(
      `insert into sign_in_policies (organization_id, settings, updated_at) values ($1, $2, now())`,
      [place.uuid, JSON.stringify({ responses: { refresh_replay: ["lock"] } })],
    );

  async function replay(person: Person): Promise<void> {
    const { body } = await signIn(person.email);
    const refresh = (refreshToken: unknown) =>
      send(atrium.url, { method: "POST", path: "/api/v1/auth/refresh", body: { refreshToken } });
    const first = await refresh(body["refreshToken"]);
    expect(first.status).toBe(200);
    expect((await refresh(first.body["refreshToken"])).status).toBe(200);
    clock.advance(60_000);
    expect((await refresh(body["refreshToken"])).status).toBe(401);
    await atrium.app.watch.idle();
  }

  it("D07: a refresh token that comes back is a security event, and ends the person's other sessions by rule", async () => {
    await fresh();
    const person = await someone();
    await replay(person);
    expect(await eventsOf(boss)).toMatchObject([
      {
        kind: "refresh_replay",
        severity: "high",
        userId: person.userId,
        responses: ["end_sessions", "notify"],
      },
    ]);
    await atrium.app.relay.idle();
    expect(await codeOf(person.api.accounts.get())).toBe("auth.required");
  });

  it("locks an account where the rule says so, until staff lifts the lock", async () => {
    await fresh();
    await lockAtReplay();
    const person = await someone();
    const [, recorded] = await recordedBy(atrium, () => replay(person));
    expect(recorded.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["account.locked", "sessions.ended", "security.alerted"]),
    );
    expect((await signIn(person.email)).status).toBe(401);
    const manager = await someone(["manager"]);
    expect(await codeOf(manager.api.users.unlock({ params: { id: person.userId } }))).toBe("auth.forbidden");
    const [, unlocked] = await recordedBy(atrium, () =>
      boss.api.users.unlock({ params: { id: person.userId } }),
    );
    expect(unlocked).toMatchObject([
      {
        name: "account.unlocked",
        actor: boss.uuid,
        changes: [{ field: "status", before: "locked", after: "active" }],
      },
    ]);
    expect((await signIn(person.email)).status).toBe(200);
  });

  it("never locks the last owner, nor somebody whom another organization needs", async () => {
    await fresh();
    await lockAtReplay();
    const shared = await someone();
    // People enter the organization whose name comes first.
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       select $1, gen_random_uuid(), account_id, email, 'Shared', 'shared', 'active', now() + interval '1 day', now() from users where id = $2`,
      [(await makeOrganization(owner, "Zebra")).uuid, shared.uuid],
    );
    await replay(shared);
    expect(await eventsOf(boss)).toMatchObject([{ userId: shared.userId, responses: ["end_sessions"] }]);
    expect((await signIn(shared.email)).status).toBe(200);
    expect(await codeOf(boss.api.users.unlock({ params: { id: shared.userId } }))).toBe(
      "account.not_managed",
    );
    const onlyOwner = await someone(["super-admin"]);
    await atrium.sql.query("update users set status = 'inactive' where id = $1", [boss.uuid]);
    await replay(onlyOwner);
    const { body } = await signIn(onlyOwner.email);
    const { items } = await atrium.api(String(body["token"])).security.listEvents();
    expect(items[0]).toMatchObject({ userId: onlyOwner.userId, responses: ["end_sessions"] });
  });

  it("C04: the failures counted on a person are forgotten by staff alone, at once on this node", async () => {
    await fresh();
    const person = await someone();
    for (let n = 0; n < 6; n++) await signIn(person.email, "wrong");
    expect((await signIn(person.email)).status).toBe(429);
    expect(await codeOf(person.api.users.unlock({ params: { id: person.userId } }))).toBe("auth.forbidden");
    const stranger = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    expect(await codeOf(stranger.api.users.unlock({ params: { id: person.userId } }))).toBe(
      "resource.not_found",
    );
    expect((await signIn(person.email)).status).toBe(429);
    await boss.api.users.unlock({ params: { id: person.userId } });
    await expect.poll(async () => (await signIn(person.email)).status).toBe(200);
  });

  it("E05: nobody unlocks a person who holds more than they do", async () => {
    await fresh();
    const admin = await makePerson(atrium, place, ["admin"]);
    expect(await codeOf(admin.api.users.unlock({ params: { id: boss.userId } }))).toBe("user.above_you");
  });

  it("an event is acknowledged and resolved with a note, each told once, and stays resolved", async () => {
    await fresh();
    const person = await someone();
    await replay(person);
    const [event] = await eventsOf(boss);
    const params = { id: event?.id ?? "" };
    const [seen, first] = await recordedBy(atrium, () =>
      boss.api.security.acknowledge({ params, body: { note: "Asking" } }),
    );
    expect(seen).toMatchObject({ state: "acknowledged", note: "Asking", acknowledgedBy: boss.userId });
    expect(first).toMatchObject([
      {
        name: "security.acknowledged",
        changes: [
          { field: "state", before: "open", after: "acknowledged" },
          { field: "note", before: null, after: "Asking" },
        ],
      },
    ]);
    const [done, second] = await recordedBy(atrium, () => boss.api.security.resolve({ params, body: {} }));
    expect(done).toMatchObject({ state: "resolved", note: "Asking", resolvedBy: boss.userId });
    expect(second).toMatchObject([{ name: "security.resolved" }]);
    const [still, nothing] = await recordedBy(atrium, () =>
      boss.api.security.acknowledge({ params, body: {} }),
    );
    expect([still.state, nothing]).toEqual(["resolved", []]);
    expect(await boss.api.security.getEvent({ params })).toEqual(still);
    expect(await eventsOf(boss, "state:open")).toEqual([]);
    const auditor = await makePerson(atrium, place, ["auditor"]);
    expect(await codeOf(auditor.api.security.resolve({ params, body: {} }))).toBe("auth.forbidden");
    const stranger = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    const { security } = stranger.api;
    expect(await codeOf(security.getEvent({ params }))).toBe("resource.not_found");
    expect(await codeOf(security.acknowledge({ params, body: {} }))).toBe("resource.not_found");
    expect(await codeOf(security.resolve({ params, body: {} }))).toBe("resource.not_found");
  });
});
