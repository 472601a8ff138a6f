import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { openFormBrowser, type FormBrowser } from "../src/testing/form-browser.ts";
import { createMailbox } from "../src/testing/mailbox.ts";
import { makeOrganization, makePerson, setUpPlatform, testPassword } from "../src/testing/people.ts";
import type { Person, Place } from "../src/testing/people.ts";
import { send } from "../src/testing/wire.ts";

const newPassword = "another sentence that I like";

describe("the links of mails, opened by hand", () => {
  let atrium: Atrium;
  let place: Place;
  let boss: Person;
  const box = createMailbox();
  let made = 0;
  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true, parts: { mailer: box.mailer } });
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner, "Open House");
    boss = await makePerson(atrium, place, ["super-admin"]);
    const { version } = await boss.api.policies.get();
    await boss.api.policies.update({ body: { registration: { mode: "open", domains: [] } } }, { version });
    await atrium.app.relay.idle();
  });
  afterAll(() => atrium.close());

  const open = () => openFormBrowser(atrium.url);
  const address = () => `reader${++made}@example.com`;
  /** The link of the last mail to an address, after bots have looked at it. */
  async function linkTo(email: string): Promise<string> {
    await atrium.app.jobs.idle();
    const text = box.to(email).at(-1)?.text ?? "";
    const { pathname, search, origin } = new URL(/https?:\/\/\S+/.exec(text)?.[0] ?? "");
    expect(origin).toBe(atrium.url);
    for (const method of ["GET", "HEAD", "GET", "HEAD"]) {
      const got = await send(atrium.url, { method, path: pathname + search });
      expect([got.status, got.headers["set-cookie"]], method).toEqual([200, undefined]);
    }
    return pathname + search;
  }
  const signIn = async (browser: FormBrowser, email: string, password: string): Promise<number> =>
    (await browser.post("/auth/login", { email, password })).status;

  it("A10: registers, confirms the address and signs in", async () => {
    const email = address();
    const browser = open();
    const page = await browser.get(`/auth/register?organization=${place.slug}`);
    const weak = await browser.submit(page, { email, password: "password", firstName: "Nia" });
    expect(weak.status).toBe(422);
    expect(weak.text).toContain('value="Nia"');
    const sent = await browser.submit(weak, { email, password: testPassword });
    expect(sent.words).toContain(`A mail went to ${email}`);
    const first = await linkTo(email);
    expect((await browser.submit(sent, { resend: "yes" })).words).toContain(`A mail went to ${email}`);
    const confirm = await browser.get(await linkTo(email));
    const old = await open().submit(await open().get(first), { password: testPassword });
    expect([old.status, old.words.includes("a newer mail took its place")]).toEqual([410, true]);
    expect(confirm.words).toContain("Confirm your address");
    const wrong = await browser.submit(confirm, { password: "a password of somebody else" });
    expect([wrong.status, wrong.words.includes("not the password of the registration")]).toEqual([401, true]);
    const done = await browser.submit(wrong, { password: testPassword });
    expect(done.words).toContain(`${email} is confirmed`);
    expect((await browser.submit(done, { password: testPassword })).status).toBe(303);
    const again = await open().submit(confirm, { password: testPassword });
    expect([again.status, again.words.includes("not valid any more")]).toEqual([410, true]);
  });

  it("offers no registration where there is none", async () => {
    const page = await open().get("/auth/register");
    expect(page.forms).toEqual([]);
    expect(page.words).toContain("Ask for an invitation");
    expect((await open().get("/auth/login")).text).not.toContain("/auth/register");
    expect((await open().get(`/auth/login?organization=${place.slug}`)).text).toContain("/auth/register");
    const forced = await open().post("/auth/register", { email: address(), password: testPassword });
    expect(forced.status).toBe(403);
  });

  it("A10, B09: sets a new password by the link, once", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const browser = open();
    const asked = await browser.submit(await browser.get("/auth/forgot-password"), { email: person.email });
    const unknown = await browser.submit(await browser.get("/auth/forgot-password"), { email: address() });
    expect(asked.words.replace(person.email, "")).toBe(unknown.words.replace(/reader\d+@example.com/, ""));
    const page = await browser.get(await linkTo(person.email));
    const weak = await browser.submit(page, { newPassword: person.email });
    expect(weak.words).toContain("must not be made of your e-mail address");
    const done = await browser.submit(weak, { newPassword });
    expect(done.words).toContain("The new password is set");
    expect(browser.cookies.size).toBe(0);
    expect([
      await signIn(open(), person.email, testPassword),
      await signIn(open(), person.email, newPassword),
    ]).toEqual([401, 303]);
    expect((await open().submit(page, { newPassword: "a third one, also rather long" })).status).toBe(410);
  });

  it("A10: changes the address at both ends", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const email = address();
    await person.api.emails.add({ body: { email } });
    const link = await linkTo(email);
    const stranger = open();
    const first = await stranger.submit(await stranger.get(link), {});
    expect(first.words).toContain("Sign in first");
    const signedIn = await stranger.submit(first, { email: person.email, password: testPassword });
    expect(signedIn.headers.location).toBe(link);
    const done = await stranger.submit(await stranger.get(link), {});
    expect(done.words).toContain(`${email} is confirmed`);
    const back = await open().submit(await open().get(await linkTo(person.email)), {});
    expect(back.words).toContain("Your former address is back");
    expect((await stranger.get("/api/v1/auth/session")).status).toBe(401);
  });

  it("A10: accepts an invitation with a new account, as its owner, or after signing out", async () => {
    const email = address();
    await boss.api.invitations.create({ body: { email, firstName: "Ann" } });
    const browser = open();
    const page = await browser.get(await linkTo(email));
    expect(page.words).toContain("Invitation to Open House");
    expect(page.forms[0]?.fields).toMatchObject({ email, firstName: "Ann" });
    const weak = await browser.submit(page, { password: "password" });
    expect(weak.status).toBe(422);
    const done = await browser.submit(weak, { password: testPassword, lastName: "Lee" });
    expect(done.words).toContain("You belong to Open House now");
    expect((await browser.submit(done, { password: testPassword })).status).toBe(303);

    const other = await makePerson(atrium, await elsewhere(), ["user"], { withPassword: true });
    await boss.api.invitations.create({ body: { email: other.email } });
    const link = await linkTo(other.email);
    const out = await browser.get(link);
    expect(out.words).toContain("You are signed in with another address");
    expect((await browser.submit(out, {})).headers.location).toBe(link);
    const signIn = await browser.submit(await browser.get(link), {});
    expect(signIn.text).toContain(`value="${other.email}"`);
    const back = await browser.submit(signIn, { email: other.email, password: testPassword });
    expect(back.headers.location).toBe(link);
    expect((await browser.submit(await browser.get(link), {})).headers.location).toBe("/");
    expect((await browser.get(link)).status).toBe(410);
  });

  it("says what to do with a link that lost its token", async () => {
    for (const path of ["verify-email", "reset-password", "confirm-email", "revert-email", "invitation"]) {
      const page = await open().get(`/auth/${path}`);
      expect([page.status, page.words.includes("by the link in the mail")], path).toEqual([200, true]);
    }
  });

  async function elsewhere(): Promise<Place> {
    const { token } = await atrium.api().sessions.create({
      body: { email: "owner@platform.example", password: testPassword, mode: "token" },
    });
    return makeOrganization({ ...boss, api: atrium.api(token ?? "") }, "Elsewhere");
  }
});
