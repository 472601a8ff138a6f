import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { testPassword } from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { send } from "../../testing/wire.ts";

const body = { organizationName: "Acme Café & Co.", email: "Owner@Acme.example", password: testPassword };

describe("the set-up", () => {
  let atrium: Atrium;

  beforeEach(async () => {
    atrium = await startTestAtrium();
  });
  afterEach(() => atrium.close());

  const run = (extra: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    send(atrium.url, { method: "POST", path: "/api/v1/setup", headers, body: { ...body, ...extra } });
  /** As a stranger on the network looks: through a proxy or by another name than the machine's own. */
  const remote = { "x-forwarded-for": "203.0.113.7" };

  it("makes the platform's organization, its owner and their session, and says so in one event", async () => {
    expect(await atrium.api().setup.get()).toEqual({ needed: true, codeNeeded: false });
    const [got, events] = await recordedBy(atrium, () => run({ firstName: "Olga" }));
    expect(got.status).toBe(201);
    expect(got.body).toMatchObject({
      organization: { name: "Acme Café & Co.", slug: "acme-cafe-co", platform: true },
      user: { displayName: "Olga", email: "owner@acme.example" },
    });
    expect(got.headers["set-cookie"]?.[0]).toMatch(/^__Host-atrium=/);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      name: "platform.set_up",
      actorType: "user",
      targetType: "organization",
    });
    expect(await atrium.api().setup.get()).toMatchObject({ needed: false });
    const { token } = await atrium.api().sessions.create({
      body: { email: body.email, password: body.password, mode: "token" },
    });
    const { items } = await atrium.api(token ?? "").organizations.list();
    expect(items.map(({ platform }) => platform)).toEqual([true]);
  });

  it("works once, also when many try at the same moment", async () => {
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, n) => run({ email: `owner${n}@acme.example` })),
    );
    expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      201,
      ...Array.from({ length: 7 }, () => 409),
    ]);
    expect(await run()).toMatchObject({ status: 409, body: { code: "setup.done" } });
    for (const table of ["organizations", "accounts", "users"]) {
      const { rows } = await atrium.sql.query(`select 1 from ${table}`);
      expect(rows, table).toHaveLength(1);
    }
  });

  it("is known to be done on a node that did not do it", async () => {
    const beside = await startTestAtrium({ beside: atrium });
    try {
      await run();
      await atrium.app.relay.idle();
      while ((await beside.api().setup.get()).needed) await new Promise((resolve) => setTimeout(resolve, 10));
      const late = await send(beside.url, { method: "POST", path: "/api/v1/setup", body });
      expect(late.body["code"]).toBe("setup.done");
    } finally {
      await beside.close();
    }
  });

  it("wants the code that the start printed from everyone who is not on this machine", async () => {
    const { code } = atrium.app.setup;
    const state = await send(atrium.url, { path: "/api/v1/setup", headers: remote });
    expect(state.body).toEqual({ needed: true, codeNeeded: true });
    expect(state.text).not.toContain(code);
    const wrongs = [{}, { code: "" }, { code: "wrong" }, { code: `${code}x` }, { code: code.slice(1) }];
    for (const wrong of wrongs) {
      expect(await run(wrong, remote)).toMatchObject({ status: 403, body: { code: "setup.code_wrong" } });
    }
    const named = await run({}, { host: "192.0.2.1" });
    expect(named.body["code"]).toBe("setup.code_wrong");
    expect((await run({ code: code.toUpperCase() }, remote)).status).toBe(201);
  });

  it("makes nothing when the password will not do or a field is wrong", async () => {
    expect(await run({ password: "too short" })).toMatchObject({
      status: 422,
      body: { code: "password.unfit" },
    });
    expect((await run({ organizationName: " " })).status).toBe(400);
    expect((await run({ isAdmin: true })).status).toBe(400);
    const { rows } = await atrium.sql.query("select 1 from accounts");
    expect(rows).toEqual([]);
    expect(await atrium.api().setup.get()).toMatchObject({ needed: true });
  });

  it("is not run by another site through the owner's browser", async () => {
    const got = await run({}, { origin: "https://evil.example" });
    expect(got).toMatchObject({ status: 403, body: { code: "request.foreign_origin" } });
  });

  it("puts the demo company's making into the same transaction when it is asked for", async () => {
    await run({ demo: true });
    const { rows } = await atrium.sql.query("select kind, state from jobs where kind = 'demo.create'");
    expect(rows).toEqual([{ kind: "demo.create", state: "queued" }]);
  });

  it("until it is done nobody can sign in and nothing is there to be read", async () => {
    const login = await send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/login",
      body: { email: body.email, password: testPassword },
    });
    expect(login.status).toBe(401);
    expect((await send(atrium.url, { path: "/api/v1/users" })).status).toBe(401);
  });
});
