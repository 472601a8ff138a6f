import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { formatId, type Permission } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

describe("API keys", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  const make = (scopes: Permission[], rest: object = {}, by = admin) =>
    by.api.apiKeys.create({ body: { name: "Key", scopes, ...rest } });
  const listWith = (key: string, headers = {}, url = atrium.url) =>
    send(url, { path: "/api/v1/users", token: key, headers });

  it("are shown once, kept as a digest and do what their scopes say", async () => {
    const { key, ...made } = await make(["users:read", "users:read"]);
    expect(key.startsWith(`${made.start}_`)).toBe(true);
    expect(made).toMatchObject({
      scopes: ["users:read"],
      state: "active",
      owner: { type: "user", id: admin.userId },
    });
    expect((await listWith(key)).status).toBe(200);
    const program = atrium.api(key);
    expect(await codeOf(program.users.create({ body: { email: "x@example.com" } }))).toBe("auth.forbidden");
    const shown = JSON.stringify([
      await admin.api.apiKeys.list(),
      await admin.api.apiKeys.get({ params: { id: made.id } }),
      await admin.api.audit.list({ query: { q: `target:${made.id}` } }),
    ]);
    expect(shown).toContain(made.start);
    expect(shown).not.toContain(key.slice(made.start.length));
    const { rows } = await atrium.sql.query("select api_keys::text as row from api_keys");
    expect(JSON.stringify(rows)).not.toContain(key.slice(made.start.length));
    expect((await listWith(`${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}`)).status).toBe(401);
  });

  it("tell what they did under their own name, for their owner", async () => {
    const { key, id } = await make(["users:create", "users:read"]);
    const made = await atrium.api(key).users.create({ body: { email: "by-key@example.com", roles: [] } });
    expect(made.createdBy).toBe(admin.userId);
    const { items } = await admin.api.audit.list({ query: { q: `target:${made.id}` } });
    expect(items[0]?.actor).toEqual({ type: "api_key", id, name: "Key" });
    const { rows } = await atrium.sql.query(
      "select on_behalf_of from events where name = 'user.created' and actor_type = 'api_key'",
    );
    expect(rows).toEqual([{ on_behalf_of: admin.uuid }]);
  });

  it("E13: hold nothing that their maker or their owner does not hold", async () => {
    expect(await codeOf(make(["organizations:update"]))).toBe("api_key.scope_above_you");
    expect(await codeOf(make(["organizations:create"], {}, boss))).toBe("api_key.scope_above_you");
    const body = { name: "X", scopes: ["users:read"] };
    for (const extra of [{ userId: boss.userId }, { organizationId: place.id }, { ownerId: boss.userId }]) {
      const got = await send(atrium.url, {
        method: "POST", path: "/api/v1/api-keys", token: admin.token, body: { ...body, ...extra },
      }); // prettier-ignore
      expect(got).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    }
    const service = await admin.api.serviceAccounts.create({ body: { name: "Weak", roles: ["user"] } });
    expect(await codeOf(make(["users:read"], { serviceAccountId: service.id }))).toBe(
      "api_key.scope_above_you",
    );
    const nobody = { serviceAccountId: formatId("serviceAccount", atrium.newId()) };
    expect(await codeOf(make(["users:read"], nobody))).toBe("api_key.owner_unknown");
    const visitor = owner.api;
    expect(await codeOf(visitor.apiKeys.create({ body: { name: "Own", scopes: ["users:read"] } }))).toBe(
      "done",
    );
  });

  it("E13: lose at once what their owner loses", async () => {
    const person = await makePerson(atrium, place, ["admin"]);
    const { key } = await make(["users:read"], {}, person);
    expect((await listWith(key)).status).toBe(200);
    await boss.api.users.removeRole({ params: { id: person.userId, role: "admin" } });
    expect((await listWith(key)).body["code"]).toBe("auth.forbidden");
    await boss.api.users.assignRole({ params: { id: person.userId }, body: { role: "admin" } });
    expect((await listWith(key)).status).toBe(200);
    await boss.api.users.setStatus({ params: { id: person.userId }, body: { status: "suspended" } });
    expect((await listWith(key)).status).toBe(401);
  });

  it("E13: make keys only where they are scoped to, and never wider ones", async () => {
    const plain = await make(["users:read"]);
    const body = { name: "Child", scopes: ["users:read" as const] };
    expect(await codeOf(atrium.api(plain.key).apiKeys.create({ body }))).toBe("auth.forbidden");
    const maker = await make(["users:read", "api_keys:create"]);
    const child = await atrium.api(maker.key).apiKeys.create({ body });
    expect(child.owner.id).toBe(admin.userId);
    const wider = { name: "Wider", scopes: ["users:create" as const] };
    expect(await codeOf(atrium.api(maker.key).apiKeys.create({ body: wider }))).toBe(
      "api_key.scope_above_you",
    );
    const params = { id: child.id };
    expect(await codeOf(atrium.api(maker.key).apiKeys.update({ params, body: wider }))).toBe(
      "api_key.scope_above_you",
    );
  });

  it("E13: speak for no account and travel in no address", async () => {
    const { key } = await make(["users:read"]);
    for (const call of [
      () => atrium.api(key).accounts.get(),
      () => atrium.api(key).sessions.current(),
      () => atrium.api(key).sessions.list(),
      () => atrium.api(key).factors.beginTotp(),
    ]) {
      expect(await codeOf(call())).toBe("auth.forbidden");
    }
    for (const name of ["key", "api_key", "apiKey", "token", "access_token"]) {
      const got = await send(atrium.url, { path: `/api/v1/users?${name}=${key}` });
      expect([400, 401]).toContain(got.status);
    }
    expect((await send(atrium.url, { path: "/api/v1/users", headers: { "x-api-key": key } })).status).toBe(
      401,
    );
    const cookie = `atrium=${key}; __Host-atrium=${key}`;
    expect((await send(atrium.url, { path: "/api/v1/users", headers: { cookie } })).status).toBe(401);
  });

  it("E13: work from their addresses alone, whatever a header says", async () => {
    const there = await make(["users:read"], { allowedAddresses: ["203.0.113.0/24"] });
    for (const headers of [
      {},
      { "x-forwarded-for": "203.0.113.7" },
      { forwarded: "for=203.0.113.7" },
      { "x-real-ip": "203.0.113.7", "x-client-ip": "203.0.113.7", "true-client-ip": "203.0.113.7" },
    ]) {
      expect((await listWith(there.key, headers)).body["code"]).toBe("api_key.address_refused");
    }
    const here = await make(["users:read"], { allowedAddresses: ["203.0.113.0/24", "127.0.0.1"] });
    expect((await listWith(here.key)).status).toBe(200);
    await admin.api.apiKeys.update({ params: { id: here.id }, body: { allowedAddresses: ["203.0.113.7"] } });
    expect((await listWith(here.key)).status).toBe(403);
    const odd = make(["users:read"], { allowedAddresses: ["203.0.113.0/33"] });
    expect(await codeOf(odd)).toBe("request.invalid");
  });

  it("E13: end at once, on every node, when they are revoked", async () => {
    const beside = await startTestAtrium({ beside: atrium });
    try {
      const { key, id } = await make(["users:read"]);
      for (const url of [atrium.url, beside.url]) expect((await listWith(key, {}, url)).status).toBe(200);
      expect(await admin.api.apiKeys.revoke({ params: { id } })).toMatchObject({ state: "revoked" });
      expect((await listWith(key)).status).toBe(401);
      await expect.poll(async () => (await listWith(key, {}, beside.url)).status).toBe(401);
      expect(await codeOf(admin.api.apiKeys.revoke({ params: { id } }))).toBe("api_key.not_active");
      expect(await codeOf(admin.api.apiKeys.update({ params: { id }, body: { name: "X" } }))).toBe(
        "api_key.not_active",
      );
    } finally {
      await beside.close();
    }
  });

  it("E05: of betters are out of reach, and a person's own is nobody else's to renew", async () => {
    const theirs = await make(["organizations:update"], {}, boss);
    const params = { id: theirs.id };
    expect(await codeOf(admin.api.apiKeys.revoke({ params }))).toBe("api_key.scope_above_you");
    expect(await codeOf(admin.api.apiKeys.update({ params, body: { expiresAt: null } }))).toBe(
      "api_key.scope_above_you",
    );
    const mine = await make(["users:read"]);
    const renew = boss.api.apiKeys.rotate({ params: { id: mine.id }, body: {} });
    expect(await codeOf(renew)).toBe("api_key.not_yours");
    expect(await codeOf(boss.api.apiKeys.revoke({ params: { id: mine.id } }))).toBe("done");
  });

  it("are good in their own organization alone", async () => {
    const other = await makeOrganization(owner);
    const { key } = await make(["users:read"]);
    const got = await listWith(key, { "atrium-organization": other.id });
    expect(got).toMatchObject({ status: 403, body: { code: "auth.organization_required" } });
    expect((await listWith(key, { "atrium-organization": place.slug })).status).toBe(200);
  });

  it("are counted together, by the plan of the organization or a lower limit of their own", async () => {
    const { items } = await admin.api.apiPlans.list();
    expect(items.map(({ slug, callsPerMinute, current }) => [slug, callsPerMinute, current])).toEqual([
      ["free", 60, true], ["pro", 600, false], ["enterprise", 6000, false],
    ]); // prettier-ignore
    expect(await codeOf(make(["users:read"], { callsPerMinute: 61 }))).toBe("api_key.limit_above_plan");
    const { key } = await make(["users:read", "roles:read"], { callsPerMinute: 3 });
    const first = await listWith(key);
    expect(first.headers["ratelimit-policy"]).toBe('"users.list";q=3;w=60');
    expect(await codeOf(atrium.api(key).roles.list())).toBe("done");
    expect(await codeOf(atrium.api(key).users.list())).toBe("done");
    expect(await codeOf(atrium.api(key).roles.list())).toBe("limit.exceeded");
    expect((await listWith((await make(["users:read"])).key)).status).toBe(200);
    const signIn = await send(atrium.url, {
      method: "POST", path: "/api/v1/auth/login", token: (await make(["users:read"])).key,
      body: { email: "nobody@example.com", password: "guessed" },
    }); // prettier-ignore
    expect(signIn.headers["ratelimit-policy"] ?? "").not.toContain("q=60;w=60");
    expect(signIn.status).toBe(401);
  });

  it("are listed by what they are", async () => {
    const narrow = await makePerson(atrium, place, ["admin"]);
    await make(["jobs:read"], { name: "Watcher" }, narrow);
    const named = async (q: string) =>
      (await admin.api.apiKeys.list({ query: { q } })).items.map(({ name }) => name);
    expect(await named(`owner:${narrow.userId}`)).toEqual(["Watcher"]);
    expect(await named("scope:jobs:read")).toEqual(["Watcher"]);
    expect(await named("watch state:active")).toEqual(["Watcher"]);
    expect(await named("watch state:revoked")).toEqual([]);
    const user = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(user.api.apiKeys.list())).toBe("auth.forbidden");
    expect(await codeOf(make(["organizations:read"], {}, user))).toBe("auth.forbidden");
  });
});

describe("API keys in time", () => {
  const clock = fixedClock("2026-03-01T12:00:00Z");
  let atrium: Atrium;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ clock });
    const { owner } = await setUpPlatform(atrium);
    admin = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
  });
  afterAll(() => atrium.close());

  const works = async (key: string) => codeOf(atrium.api(key).users.list());

  it("tell when and from where they were used, once a minute", async () => {
    const { key, id } = await admin.api.apiKeys.create({ body: { name: "Used", scopes: ["users:read"] } });
    const used = async () => {
      const { lastUsedAt, lastUsedIp } = await admin.api.apiKeys.get({ params: { id } });
      return [lastUsedAt === null ? null : Date.parse(lastUsedAt), lastUsedIp];
    };
    expect(await used()).toEqual([null, null]);
    const first = clock.now().getTime();
    await works(key);
    await expect.poll(used).toEqual([first, "127.0.0.1"]);
    clock.advance(30_000);
    await works(key);
    clock.advance(31_000);
    await works(key);
    await expect.poll(used).toEqual([clock.now().getTime(), "127.0.0.1"]);
  });

  it("end when they expire", async () => {
    const expiresAt = new Date(clock.now().getTime() + 60_000).toISOString();
    const { key } = await admin.api.apiKeys.create({
      body: { name: "Short", scopes: ["users:read"], expiresAt },
    });
    expect(await works(key)).toBe("done");
    clock.advance(60_001);
    expect(await works(key)).toBe("auth.required");
    const past = admin.api.apiKeys.create({ body: { name: "Past", scopes: ["users:read"], expiresAt } });
    expect(await codeOf(past)).toBe("request.invalid");
  });

  it("are renewed with time to change over", async () => {
    const made = await admin.api.apiKeys.create({ body: { name: "Renewed", scopes: ["users:read"] } });
    const again = await admin.api.apiKeys.rotate({ params: { id: made.id }, body: { overlapHours: 1 } });
    expect(again.id).toBe(made.id);
    expect(again.key).not.toBe(made.key);
    expect([await works(made.key), await works(again.key)]).toEqual(["done", "done"]);
    clock.advance(3_600_001);
    expect([await works(made.key), await works(again.key)]).toEqual(["auth.required", "done"]);
  });

  it("are not handed out by a session that has not proven itself lately", async () => {
    const made = await admin.api.apiKeys.list();
    clock.advance(600_001);
    const body = { name: "Late", scopes: ["users:read" as const] };
    expect(await codeOf(admin.api.apiKeys.create({ body }))).toBe("auth.step_up_required");
    const params = { id: made.items[0]?.id ?? "" };
    expect(await codeOf(admin.api.apiKeys.rotate({ params, body: {} }))).toBe("auth.step_up_required");
  });
});
