import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { openBrowser, type Browser } from "../../testing/browser.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { client, startOpenId, type Claims, type OpenId } from "./openid.fixture.ts";

const refused = "/auth/login?error=sso.refused";

describe("signing in through an OpenID provider", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;
  /** One that speaks for corp.example, and one of the same organization that speaks for nobody. */
  let openId: OpenId;
  let evil: OpenId;
  let ours: string;
  let theirs: string;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"], { email: "boss@corp.example" });
    openId = await startOpenId(`${atrium.url}/auth/sso/callback`);
    evil = await startOpenId(`${atrium.url}/auth/sso/callback`);
    [ours, theirs] = [await connect(openId, ["corp.example"]), await connect(evil, [])];
  });
  afterAll(async () => {
    await openId.close();
    await evil.close();
    await atrium.close();
  });

  async function connect(provider: OpenId, domains: string[], by = boss): Promise<string> {
    const { id } = await by.api.connections.create({
      body: {
        kind: "oidc", name: "OpenID", jit: true, defaultRole: "user", domains,
        settings: { issuer: provider.issuer, clientId: client.id, scopes: ["openid", "email", "profile", "groups"] },
        clientSecret: client.secret,
        roleMap: [{ value: "editors", role: "editor" }, { value: "managers", role: "manager" }],
      }, // prettier-ignore
    });
    await atrium.sql.query("update connection_domains set proven_at = now() where connection_id = $1", [
      parseId("connection", id),
    ]);
    return id;
  }
  async function begin(
    connection: string,
    browser = openBrowser(),
  ): Promise<{ browser: Browser; url: string }> {
    const path = `${atrium.url}/api/v1/auth/sso/${connection}/start`;
    const begun = await browser.go(path, { body: { returnTo: "/me" } });
    expect(begun.status, begun.text).toBe(200);
    return { browser, url: String(begun.body["url"]) };
  }
  /** A whole sign-in; answers where the browser ends. */
  async function signIn(provider: OpenId, connection: string, sub: string, claims: Claims) {
    provider.become(sub, claims);
    const { browser, url } = await begin(connection);
    const { url: returned } = await browser.follow(url, `${atrium.url}/auth/sso/callback`);
    const got = await browser.go(returned);
    return { browser, end: String(got.headers.location), returned };
  }
  const who = async (browser: Browser): Promise<unknown> => {
    const { body } = await browser.go(`${atrium.url}/api/v1/auth/session`);
    return (body["account"] as { email?: unknown } | undefined)?.email ?? body["code"];
  };
  async function rolesOf(email: string): Promise<unknown> {
    const { rows } = await atrium.sql.query("select roles, status from users where email = $1", [email]);
    return rows;
  }
  async function refusals(): Promise<string[]> {
    const { rows } = await atrium.sql.query<{ reason: string }>(
      "select data->>'reason' as reason from events where name = 'identity.refused' order by id",
    );
    return rows.map(({ reason }) => reason);
  }
  const ann = { email: "Ann@corp.example", email_verified: true, given_name: "Ann", family_name: "Lee" };

  it("brings a person of the proven domain here at their first sign-in, with the roles of their groups of today", async () => {
    const first = await signIn(openId, ours, "ann", { ...ann, groups: ["editors"] });
    expect(first.end).toBe("/me");
    expect(await who(first.browser)).toBe("ann@corp.example");
    expect(await rolesOf("ann@corp.example")).toEqual([{ roles: ["editor"], status: "active" }]);
    const { rows } = await atrium.sql.query("select id from users where email = 'ann@corp.example'");
    await boss.api.users.assignRole({ params: { id: String(rows[0]?.id) }, body: { role: "guest" } });
    await signIn(openId, ours, "ann", { ...ann, groups: ["managers"] });
    expect(await rolesOf("ann@corp.example")).toEqual([{ roles: ["guest", "manager"], status: "active" }]);
    await signIn(openId, ours, "ann", { ...ann, groups: [] });
    expect(await rolesOf("ann@corp.example")).toEqual([{ roles: ["guest", "user"], status: "active" }]);
    const { rows: told } = await atrium.sql.query<{ name: string }>(
      "select name from events where target_id = $1 order by id",
      [String(rows[0]?.id)],
    );
    expect(told.map(({ name }) => name)).toEqual([
      "user.created", "user.role_assigned", "user.role_assigned", "user.role_assigned",
    ]); // prettier-ignore
  });

  it("knows a person again by the subject, whatever became of their address", async () => {
    const again = await signIn(openId, ours, "ann", { email: "boss@corp.example", email_verified: true });
    expect(await who(again.browser)).toBe("ann@corp.example");
  });

  it("A04: another issuer's person of the same subject and address is somebody else", async () => {
    const before = (await refusals()).length;
    const { browser, end } = await signIn(evil, theirs, "ann", ann);
    expect([end, await who(browser)]).toEqual([refused, "auth.required"]);
    expect(await refusals()).toHaveLength(before + 1);
  });

  it("A02: an address that the provider does not call proven, or not with true itself, opens nothing", async () => {
    const person = await makePerson(atrium, place, ["user"], { email: "victim@corp.example" });
    for (const email_verified of [undefined, false, "true", "false", 1, "yes", [true]]) {
      const { browser, end } = await signIn(openId, ours, "false-victim", {
        email: person.email,
        email_verified,
      });
      expect([end, await who(browser)], String(email_verified)).toEqual([refused, "auth.required"]);
      const stranger = await signIn(openId, ours, "new-one", { email: "new@corp.example", email_verified });
      expect(stranger.end).toBe(refused);
    }
    expect(await rolesOf("new@corp.example")).toEqual([]);
    const { rows } = await atrium.sql.query(
      "select 1 from identities where subject in ('false-victim', 'new-one')",
    );
    expect(rows).toEqual([]);
    const proven = await signIn(openId, ours, "victim", { email: person.email, email_verified: true });
    expect(await who(proven.browser)).toBe(person.email);
  });

  it("A01: an account that only claims the address keeps nothing of it and gets nothing by it", async () => {
    const squatter = await makePerson(atrium, place, ["user"], { email: "squatted@corp.example" });
    await atrium.sql.query(
      "update account_emails set verified_at = null where email = 'squatted@corp.example'",
    );
    const { browser, end } = await signIn(openId, ours, "squatted", {
      email: squatter.email,
      email_verified: true,
    });
    expect([end, await who(browser)]).toEqual([refused, "auth.required"]);
    expect((await refusals()).at(-1)).toBe("an account claims the address without having proven it");
    const { rows } = await atrium.sql.query("select 1 from identities where subject = 'squatted'");
    expect(rows).toEqual([]);
  });

  it("J14: a provider speaks neither for other domains nor for people who hold more than it may give", async () => {
    const outsider = await makePerson(atrium, await makeOrganization(owner), ["user"], {
      email: "out@else.example",
    });
    const member = await makePerson(atrium, place, ["user"], { email: "member@free.example" });
    const elsewhere = await makePerson(atrium, await makeOrganization(owner), ["user"], {
      email: "far@corp.example",
    });
    for (const [sub, email] of [
      ["owner", owner.email],
      ["boss", boss.email],
      ["out", outsider.email],
      ["member", member.email],
      ["far", elsewhere.email],
      ["nobody", "nobody@else.example"],
      ["odd", "ann@corp.example@else.example"],
      ["odder", "boss@corp.example\u0000"],
    ] as const) {
      // prettier-ignore
      const { browser, end } = await signIn(openId, ours, sub, { email, email_verified: true });
      expect([end, await who(browser)], email).toEqual([refused, "auth.required"]);
      expect((await signIn(evil, theirs, sub, { email, email_verified: true })).end, email).toBe(refused);
    }
  });

  it("B14: an entry without any credential is opened by a provider of the proven domain alone, and not above its roles", async () => {
    await boss.api.users.create({ body: { email: "imported@corp.example", status: "pending" } });
    await boss.api.users.create({ body: { email: "chief@corp.example", roles: ["admin"] } });
    const claims = { email: "imported@corp.example", email_verified: true };
    expect((await signIn(evil, theirs, "imported", claims)).end).toBe(refused);
    expect(
      (await signIn(openId, ours, "chief", { email: "chief@corp.example", email_verified: true })).end,
    ).toBe(refused);
    expect((await signIn(openId, ours, "imported", claims)).end).toBe("/me");
    expect(await rolesOf("imported@corp.example")).toMatchObject([{ status: "active" }]);
  });

  it("D05: who was suspended or deleted stays out, and a new entry does not bring them back", async () => {
    const claims = { email: "gone@corp.example", email_verified: true };
    expect((await signIn(openId, ours, "gone", claims)).end).toBe("/me");
    const { rows } = await atrium.sql.query("select id from users where email = 'gone@corp.example'");
    const params = { id: String(rows[0]?.id) };
    await boss.api.users.setStatus({ params, body: { status: "suspended" } });
    expect((await signIn(openId, ours, "gone", claims)).end).toBe(refused);
    await boss.api.users.delete({ params });
    expect((await signIn(openId, ours, "gone", claims)).end).toBe(refused);
    expect((await signIn(openId, ours, "gone-again", claims)).end).toBe(refused);
    expect(await rolesOf("gone@corp.example")).toMatchObject([{ status: "deleted" }]);
  });

  it("D15: a callback without, with a foreign or with a used state starts no session", async () => {
    openId.become("ann", ann);
    const { browser, url } = await begin(ours);
    const { url: returned } = await browser.follow(url, `${atrium.url}/auth/sso/callback`);
    const invalid = "/auth/login?error=sso.state_invalid";
    const other = openBrowser();
    await begin(ours, other);
    for (const wrong of [openBrowser(), other])
      expect((await wrong.go(returned)).headers.location).toBe(invalid);
    const state = new URL(returned).searchParams.get("state") ?? "";
    for (const made of ["", "s.".padEnd(45, "A"), state.slice(0, -1), `l${state.slice(1)}`]) {
      const forged = new URL(returned);
      forged.searchParams.set("state", made);
      expect((await browser.go(forged.href)).headers.location, made).toMatch(/error=/);
    }
    expect((await browser.go(returned)).headers.location).toBe("/me");
    expect((await browser.go(returned)).headers.location).toBe(invalid);
  });

  it("the answer of one provider is worth nothing in a sign-in with another, and its name must be right", async () => {
    evil.become("ann", ann);
    const one = await begin(ours);
    const { url: foreign } = await one.browser.follow(
      (await begin(theirs)).url,
      `${atrium.url}/auth/sso/callback`,
    );
    const mixed = new URL(foreign);
    mixed.searchParams.set("state", new URL(one.url).searchParams.get("state") ?? "");
    expect((await one.browser.go(mixed.href)).headers.location).toBe(refused);
    expect((await refusals()).at(-1)).toMatch(/iss/);
  });

  it("a flow leads nowhere but to our own pages", async () => {
    for (const returnTo of [
      "https://evil.example",
      "//evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "javascript:1",
    ]) {
      const got = await openBrowser().go(`${atrium.url}/api/v1/auth/sso/${ours}/start`, {
        body: { returnTo },
      });
      expect(got.status, returnTo).toBe(400);
    }
  });

  it("adds nobody past the organization's limit", async () => {
    const { rows } = await atrium.sql.query<{ count: string }>(
      "select count(*) from users where organization_id = $1 and status <> 'deleted'",
      [place.uuid],
    );
    await atrium.sql.query("update organizations set user_limit = $2 where id = $1", [
      place.uuid,
      rows[0]?.count,
    ]);
    const { end } = await signIn(openId, ours, "one-more", {
      email: "more@corp.example",
      email_verified: true,
    });
    await atrium.sql.query("update organizations set user_limit = null where id = $1", [place.uuid]);
    expect(end).toBe("/auth/login?error=limit.users");
    expect(await rolesOf("more@corp.example")).toEqual([]);
  });

  it("links an identity to whoever is signed in, lists it, and keeps the last way in", async () => {
    const person = await makePerson(atrium, place, ["admin"], {
      withPassword: true,
      email: "linker@free.example",
    });
    const browser = openBrowser();
    await browser.go(`${atrium.url}/api/v1/auth/login`, {
      body: { email: person.email, password: "correct horse battery staple" },
    });
    evil.become("linker", { email: "anything@else.example", email_verified: false });
    const link = async (by: Browser) => {
      const begun = await by.go(`${atrium.url}/api/v1/me/identities/start`, {
        body: { connection: theirs, returnTo: "/me/security" },
      });
      const { url } = await by.follow(String(begun.body["url"]), `${atrium.url}/auth/sso/callback`);
      return by.go(url);
    };
    expect((await link(browser)).headers.location).toBe("/me/security");
    expect((await link(browser)).headers.location).toBe("/me/security?error=sso.refused");
    const signedIn = await signIn(evil, theirs, "linker", { email: "anything@else.example" });
    expect(await who(signedIn.browser)).toBe(person.email);
    const { items } = await person.api.identities.list();
    expect(items).toMatchObject([{ connection: { id: theirs }, issuer: evil.issuer }]);
    const params = { id: items[0]?.id ?? "" };
    await atrium.sql.query("update accounts set password_hash = null where id = $1", [
      parseId("account", person.accountId),
    ]);
    expect(await codeOf(person.api.identities.unlink({ params }))).toBe("identity.last");
    expect(await codeOf(boss.api.identities.unlink({ params }))).toBe("resource.not_found");
    await atrium.sql.query("update accounts set password_hash = 'x' where id = $1", [
      parseId("account", person.accountId),
    ]);
    expect(await codeOf(person.api.identities.unlink({ params }))).toBe("done");
    expect((await signIn(evil, theirs, "linker", {})).end).toBe(refused);
  });

  it("E05: nobody turns a provider into another while people come in by it who hold more than they do", async () => {
    const admin = await makePerson(atrium, place, ["admin"]);
    const account = parseId("account", boss.accountId);
    await atrium.sql.query(
      "insert into identities (id, connection_id, issuer, subject, account_id, linked_at) values ($1, $2, $3, 'boss-linked', $4, now())",
      [atrium.newId(), parseId("connection", theirs), evil.issuer, account],
    );
    const { version } = await admin.api.connections.get({ params: { id: theirs } });
    const change = (body: object) =>
      codeOf(admin.api.connections.update({ params: { id: theirs }, body }, { version }));
    expect(await change({ clientSecret: "mine" })).toBe("user.above_you");
    expect(await change({ settings: { issuer: "http://127.0.0.1:1" } })).toBe("user.above_you");
    expect(await codeOf(admin.api.connections.delete({ params: { id: theirs } }))).toBe("user.above_you");
  });
});
