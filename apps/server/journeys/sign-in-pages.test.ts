import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { createAuthenticator } from "../src/testing/authenticator.ts";
import { appWith, freshStep, post, withTotp } from "../src/testing/factors.ts";
import { openFormBrowser, type FormBrowser, type Visit } from "../src/testing/form-browser.ts";
import { codeSentTo } from "../src/testing/messages.ts";
import { makeOrganization, makePerson, setUpPlatform, testPassword } from "../src/testing/people.ts";
import type { Person, Place } from "../src/testing/people.ts";

describe("signing in by forms, in several steps", () => {
  let atrium: Atrium;
  let place: Place;
  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  const somebody = (where = place): Promise<Person> =>
    makePerson(atrium, where, ["user"], { withPassword: true });
  const open = () => openFormBrowser(atrium.url);
  async function begin(person: Person, from: FormBrowser, path = "/auth/login"): Promise<Visit> {
    return from.submit(await from.get(path), { email: person.email, password: testPassword });
  }
  const who = async (browser: FormBrowser): Promise<unknown> => {
    const { status, body } = await browser.get("/api/v1/auth/session");
    return status === 200 ? (body["account"] as { email: string }).email : status;
  };

  it("asks for the code of an app, refuses a wrong one and lets nobody in before", async () => {
    const person = await somebody();
    const app = await withTotp(atrium, person);
    const browser = open();
    const page = await begin(person, browser, "/auth/login?return=/me/security");
    expect([page.status, page.words.includes("One more step")]).toEqual([200, true]);
    expect(page.forms[0]?.fields["ticket"]).toMatch(/^[\w-]{20,}$/);
    expect(page.headers.location).toBeUndefined();
    expect(await who(browser)).toBe(401);
    const wrong = await browser.submit(page, { code: app.code(9) });
    expect([wrong.status, wrong.words.includes("The code is wrong")]).toEqual([401, true]);
    const done = await browser.submit(wrong, { code: ` ${app.code()} ` });
    expect([done.status, done.headers.location]).toEqual([303, "/me/security"]);
    expect(await who(browser)).toBe(person.email);
    const again = await browser.submit(page, { code: app.code(1) });
    expect(again.words).toContain("Please begin again");
  });

  it("offers the other ways, and takes a recovery code once", async () => {
    const person = await somebody();
    await withTotp(atrium, person);
    const [code = ""] = (await person.api.factors.makeRecoveryCodes()).codes;
    const browser = open();
    const page = await begin(person, browser);
    expect(page.words).toContain("Recovery code");
    const other = await browser.submit(page, { use: "recovery_code" });
    expect(other.words).toContain("One of your recovery codes");
    expect((await browser.submit(other, { code })).status).toBe(303);
    const second = open();
    const next = await second.submit(await begin(person, second), { use: "recovery_code" });
    expect((await second.submit(next, { code })).status).toBe(401);
  });

  it("sends a code by mail only when the button is pressed", async () => {
    const person = await somebody();
    await person.api.factors.addEmailCode();
    const browser = open();
    const page = await begin(person, browser);
    expect(page.words).toContain("Send me a code");
    const sent = await browser.submit(page, { send: "yes" });
    expect(sent.words).toContain("A code is on its way to p…@people.example");
    const empty = await browser.submit(sent, { code: "" });
    expect([empty.status, empty.words.includes("Send another code")]).toEqual([400, true]);
    const done = await browser.submit(empty, { code: await codeSentTo(atrium, person.email) });
    expect([done.status, await who(browser)]).toEqual([303, person.email]);
  });

  it("trusts the device when asked to, and asks no more there", async () => {
    const person = await somebody();
    const app = await withTotp(atrium, person);
    const browser = open();
    const page = await begin(person, browser);
    expect((await browser.submit(page, { code: app.code(), trust: "yes" })).status).toBe(303);
    await browser.post("/auth/logout", {});
    expect(await who(browser)).toBe(401);
    expect((await begin(person, browser)).status).toBe(303);
    expect(await who(browser)).toBe(person.email);
    expect((await begin(person, open())).words).toContain("One more step");
  });

  it("takes a passkey, as the second step and as the only one", async () => {
    const person = await somebody();
    const key = createAuthenticator(atrium.url);
    const made = (await post(atrium, "/me/factors/passkeys/options", {}, person.token)).body;
    const credential = key.register(made as Parameters<typeof key.register>[0]);
    await post(atrium, "/me/factors/passkeys", { credential, name: "Key" }, person.token);
    const shown = async (body: object) => {
      const options = (await post(atrium, "/auth/passkeys/options", body)).body;
      return JSON.stringify(key.prove(options as Parameters<typeof key.prove>[0]));
    };
    const browser = open();
    const page = await begin(person, browser);
    const ticket = /name="ticket"\s+value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const second = await browser.post("/auth/mfa", {
      ticket, factors: "passkey", credential: await shown({ ticket }),
    });
    expect([second.status, await who(browser)]).toEqual([303, person.email]);
    const alone = open();
    const nonsense = await alone.post("/auth/passkey", { credential: "{" });
    expect([nonsense.status, await who(alone)]).toEqual([400, 401]);
    const only = await alone.post("/auth/passkey", { credential: await shown({}), remember: "yes" });
    expect([only.status, await who(alone)]).toEqual([303, person.email]);
  }); // prettier-ignore

  it("sets up an app where the organization wants one, and offers recovery codes", async () => {
    const strict = await makeOrganization(await ownerOf(), "Strict");
    const boss = await makePerson(atrium, strict, ["super-admin"]);
    await withTotp(atrium, boss);
    const { version, ...policy } = await boss.api.policies.get();
    await boss.api.policies.update({ body: { mfa: { ...policy.mfa, mode: "required" } } }, { version });
    const person = await somebody(strict);
    const browser = open();
    const page = await begin(person, browser, "/auth/login?return=/me");
    expect(page.text).toContain('src="data:image/svg+xml,');
    const secret = (/<code[^>]*>([^<]+)/.exec(page.text)?.[1] ?? "").replaceAll(/\s/g, "");
    const app = appWith(atrium, secret);
    const wrong = await browser.submit(page, { code: app.code(9) });
    expect([wrong.status, wrong.text.includes("data:image")]).toEqual([401, false]);
    const done = await browser.submit(wrong, { code: app.code() });
    expect(done.headers.location).toBe("/auth/recovery-codes?return=%2Fme");
    expect(await who(browser)).toBe(person.email);
    const codes = await browser.submit(await browser.get(done.headers.location ?? ""), {});
    expect(codes.text.match(/<li><code/g)).toHaveLength(10);
    expect(codes.text).toContain('href="/me"');
    await freshStep(atrium, person);
  });

  it("lets nobody past an old password without a new one", async () => {
    const person = await somebody();
    const boss = await makePerson(atrium, place, ["super-admin"]);
    await boss.api.users.forcePasswordChange({ params: { id: person.userId } });
    const browser = open();
    const page = await begin(person, browser);
    expect(page.words).toContain("Choose a new password");
    const weak = await browser.submit(page, { newPassword: "password" });
    expect([weak.status, weak.words.includes("At least 15 characters")]).toEqual([422, true]);
    expect(weak.text).toMatch(/aria-describedby="newPassword-hint newPassword-error"/);
    const done = await browser.submit(weak, { newPassword: "another sentence of my own" });
    expect([done.status, await who(browser)]).toEqual([303, person.email]);
  });

  it("C08: a ticket opens no page but its own", async () => {
    const person = await somebody();
    await withTotp(atrium, person);
    const browser = open();
    const ticket = (await begin(person, browser)).forms[0]?.fields["ticket"] ?? "";
    for (const [path, fields] of [
      ["/auth/enrol", { again: "yes" }],
      ["/auth/enrol", { code: "123456" }],
      ["/auth/renew-password", { newPassword: "another sentence of my own" }],
      ["/auth/recovery-codes", {}],
    ] as const) {
      const got = await browser.post(path, { ...fields, ticket });
      expect([got.status, got.words.includes("Sign in")], path).toEqual([401, true]);
    }
    expect(await who(browser)).toBe(401);
  });

  async function ownerOf(): Promise<Person> {
    const email = "owner@platform.example";
    const { token } = await atrium
      .api()
      .sessions.create({ body: { email, password: testPassword, mode: "token" } });
    return { token: token ?? "", api: atrium.api(token ?? ""), userId: "", uuid: "", accountId: "", email };
  }
});
