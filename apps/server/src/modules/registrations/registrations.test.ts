import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MailMessage } from "#kernel/mail";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { createMailbox, tokenIn } from "../../testing/mailbox.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

const other = "quite another long phrase";

describe("registering", () => {
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
    await rule({ mode: "open" });
  });
  afterAll(() => atrium.close());

  async function rule(registration: {
    mode: "open" | "domain" | "invitation" | "closed";
    domains?: string[];
  }) {
    const { version } = await boss.api.policies.get();
    await boss.api.policies.update({ body: { registration } }, { version });
    await atrium.app.relay.idle();
  }
  const address = (): string => `newcomer${++made}@example.com`;
  const ask = (email: string, extra: { password?: string; firstName?: string } = {}) =>
    atrium
      .api()
      .registrations.create({ body: { email, password: testPassword, organization: place.slug, ...extra } });
  const mailsTo = async (email: string): Promise<MailMessage[]> => {
    await atrium.app.jobs.idle();
    return box.to(email);
  };
  const tokenTo = async (email: string): Promise<string> => tokenIn((await mailsTo(email)).at(-1));
  const verify = (token: string, password?: string) =>
    atrium.api().registrations.verify({ body: { token, ...(password === undefined ? {} : { password }) } });
  const signIn = (email: string, password = testPassword) =>
    atrium.api().sessions.create({ body: { email, password, mode: "token" } });
  const rowsOf = async (email: string): Promise<number> =>
    (await atrium.sql.query("select 1 from account_emails where email = $1", [email])).rows.length;

  it("makes account and person when the address is confirmed, and lets them sign in with their password", async () => {
    const email = address();
    expect(await ask(email, { firstName: "Nia" })).toEqual({ next: "verify_email" });
    const token = await tokenTo(email);
    expect([await rowsOf(email), await codeOf(signIn(email))]).toEqual([0, "auth.invalid_credentials"]);
    const [answer, events] = await recordedBy(atrium, () => verify(token));
    expect(answer).toEqual({ email, organization: { id: place.id, slug: place.slug, name: "Open House" } });
    expect(events.map(({ name, organization }) => [name, organization])).toEqual([
      ["registration.completed", place.uuid],
    ]);
    const { items } = await boss.api.users.list({ query: { q: `email:${email}` } });
    expect(items).toMatchObject([
      { displayName: "Nia", status: "active", emailVerified: true, roles: ["user"] },
    ]);
    expect((await signIn(email)).session?.organization?.slug).toBe(place.slug);
    expect((await mailsTo(email)).at(-1)?.subject).toBe("Welcome to Open House");
  });

  it("A10: a link that is only looked at, as by a mail scanner, stays good", async () => {
    const email = address();
    await ask(email);
    const link = /https?:\/\/\S+/.exec((await mailsTo(email)).at(-1)?.text ?? "")?.[0] ?? "";
    const { pathname, search } = new URL(link);
    for (const method of ["GET", "HEAD", "GET", "HEAD"]) {
      const got = await send(atrium.url, { method, path: pathname + search });
      expect(got.headers["set-cookie"]).toBeUndefined();
      await send(atrium.url, { method, path: `/api/v1${pathname}${search}` });
    }
    expect(await codeOf(verify(tokenIn((await mailsTo(email)).at(-1))))).toBe("done");
  });

  it("A12: answers an unknown address, an owner's, a waiting one and an imported one alike, byte for byte", async () => {
    const waiting = address();
    await ask(waiting);
    const imported = address();
    await boss.api.users.create({ body: { email: imported } });
    const suspended = (await makePerson(atrium, place, ["user"], { status: "suspended" })).email;
    const kinds = [address(), boss.email, waiting, imported, suspended];
    for (const path of ["/api/v1/auth/register", "/api/v1/auth/resend-verification"]) {
      const seen = new Set<string>();
      for (const email of kinds) {
        const body = path.endsWith("register")
          ? { email, password: testPassword, organization: place.slug }
          : { email };
        const got = await send(atrium.url, { method: "POST", path, body });
        const { date: _d, "x-request-id": _r, ratelimit: _l, ...headers } = got.headers;
        seen.add(JSON.stringify([got.status, got.text, headers]));
      }
      expect(seen.size, path).toBe(1);
    }
    await atrium.app.jobs.idle();
  });

  it("A12: an address that has an account gets a mail that says so, and nothing is made", async () => {
    const { email } = await makePerson(atrium, place, ["user"]);
    const { rows: before } = await atrium.sql.query("select count(*) as n from accounts");
    await ask(email);
    expect((await mailsTo(email)).at(-1)?.subject).toBe("You already have an account");
    const { rows } = await atrium.sql.query("select count(*) as n from accounts");
    expect(rows).toEqual(before);
  });

  it("A07: fifty at once, in every casing, come to one mail and one account", async () => {
    const email = address();
    const casings = Array.from({ length: 50 }, (_, n) =>
      Array.from(email, (sign, at) => ((n >> (at % 6)) & 1 ? sign.toUpperCase() : sign)).join(""),
    );
    const answers = await Promise.all(casings.map((each) => codeOf(ask(each))));
    expect(answers.filter((code) => code !== "done" && code !== "auth.busy")).toEqual([]);
    const mails = await mailsTo(email);
    expect(mails).toHaveLength(1);
    const token = tokenIn(mails[0]);
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(verify(token))));
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["done", "link.invalid"]));
    expect(await rowsOf(email)).toBe(1);
  });

  it("A01: of two who register one address, the password of the one who reads the mail counts", async () => {
    const email = address();
    await ask(email, { password: other });
    const planted = await tokenTo(email);
    await ask(email);
    const own = await tokenTo(email);
    expect(planted).not.toBe(own);
    // The owner presses either link: without their password it makes nothing, with it only their own registration.
    expect(await codeOf(verify(planted))).toBe("auth.invalid_credentials");
    expect(await codeOf(verify(own))).toBe("auth.invalid_credentials");
    expect(await codeOf(verify(planted, testPassword))).toBe("auth.invalid_credentials");
    expect(await rowsOf(email)).toBe(0);
    await verify(own, testPassword);
    expect(await codeOf(signIn(email, other))).toBe("auth.invalid_credentials");
    expect(await codeOf(signIn(email))).toBe("done");
    expect(await codeOf(verify(planted, other))).toBe("link.invalid");
  });

  it("A01: a registration that was never confirmed leaves nothing behind for one who comes by another door", async () => {
    const email = address();
    await ask(email, { password: other });
    const token = await tokenTo(email);
    await makePerson(atrium, place, ["user"], { email, withPassword: true });
    expect(await codeOf(verify(token))).toBe("link.invalid");
    expect(await codeOf(signIn(email, other))).toBe("auth.invalid_credentials");
    expect(await codeOf(signIn(email))).toBe("done");
  });

  it("A05: odd spellings are the same address or none, and no mail goes to any other mailbox", async () => {
    const email = address();
    const [local = ""] = email.split("@");
    const odd = [
      `${local}＠example.com`,
      `${local.replace("i", "ı")}@example.com.`,
      `${local}́@example.com`,
      `${local}@example.com.`,
      `${local}‍@example.com`,
      `${local}\0@example.com`,
      `${local}@ｅxample.com`,
      `"${local}"@example.com`,
      `${local}@example.com,eve@example.com`,
      `${local}@example.com\r\nBcc: eve@example.com`,
    ];
    const before = box.mails.length;
    for (const spelling of odd) expect(await codeOf(ask(spelling)), spelling).toBe("request.invalid");
    await ask(`  ${email.toUpperCase()} `);
    await mailsTo(email);
    expect(box.mails.slice(before).map(({ to }) => to)).toEqual([email]);
  });

  it("A08, E02: takes no rights, no status and no proof from who registers", async () => {
    const extras = [
      { roles: ["super-admin"] }, { status: "active" }, { emailVerified: true }, { verifiedAt: "2026-01-01" },
      { organizationId: place.id }, { id: atrium.newId() }, { passwordHash: "x" }, { isAdmin: true },
    ]; // prettier-ignore
    for (const extra of extras) {
      const body = { email: address(), password: testPassword, organization: place.slug, ...extra };
      const got = await send(atrium.url, { method: "POST", path: "/api/v1/auth/register", body });
      expect(got.status, JSON.stringify(extra)).toBe(400);
    }
    const email = address();
    const [, events] = await recordedBy(atrium, () => ask(email));
    const token = await tokenTo(email);
    expect(JSON.stringify(events)).not.toContain(token);
  });

  it("B02: the link leads where Atrium is, whatever host the request names", async () => {
    const email = address();
    const headers = {
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "http",
      "x-original-host": "evil.example",
      forwarded: "host=evil.example",
    };
    const body = { email, password: testPassword, organization: place.slug };
    await send(atrium.url, { method: "POST", path: "/api/v1/auth/register", headers, body });
    const [mail] = await mailsTo(email);
    expect(mail?.text).toContain(`${atrium.url}/auth/verify-email?token=`);
    expect(`${mail?.text} ${mail?.html}`).not.toContain("evil");
    const hostile = { ...headers, host: "evil.example" };
    const got = await send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/register",
      headers: hostile,
      body,
    });
    expect(got.status).toBe(421);
  });

  it("sends the mail again, with a new link in place of the old one", async () => {
    const email = address();
    await ask(email);
    const first = await tokenTo(email);
    await atrium.api().registrations.resend({ body: { email } });
    const second = await tokenTo(email);
    expect(second).not.toBe(first);
    expect(await codeOf(verify(first))).toBe("link.invalid");
    expect(await codeOf(verify(second))).toBe("done");
    const unknown = address();
    await atrium.api().registrations.resend({ body: { email: unknown } });
    expect(await mailsTo(unknown)).toEqual([]);
  });

  it("finds a person whom the organization entered before, with their roles, but lets nobody suspended in", async () => {
    const pending = address();
    await boss.api.users.create({ body: { email: pending, roles: ["editor"] } });
    await ask(pending);
    await verify(await tokenTo(pending));
    expect((await boss.api.users.list({ query: { q: `email:${pending}` } })).items).toMatchObject([
      { status: "active", roles: ["editor"] },
    ]);
    const barred = address();
    const { id } = await boss.api.users.create({ body: { email: barred } });
    await boss.api.users.setStatus({ params: { id }, body: { status: "suspended" } });
    await ask(barred);
    await verify(await tokenTo(barred));
    expect((await boss.api.users.get({ params: { id } })).status).toBe("suspended");
  });

  it("follows the organization's rule: by domain, by invitation, or not at all", async () => {
    await rule({ mode: "domain", domains: ["acme.example"] });
    expect(await codeOf(ask(address()))).toBe("registration.domain_refused");
    expect(await codeOf(ask("ann@sub.acme.example"))).toBe("registration.domain_refused");
    expect(await codeOf(ask("ann@ACME.example"))).toBe("done");
    for (const mode of ["invitation", "closed"] as const) {
      await rule({ mode });
      expect(await codeOf(ask("ben@acme.example")), mode).toBe("registration.closed");
    }
    await rule({ mode: "open" });
    const body = { email: address(), password: testPassword };
    for (const organization of ["nobody-s-place", atrium.newId()]) {
      expect(await codeOf(atrium.api().registrations.create({ body: { ...body, organization } }))).toBe(
        "registration.closed",
      );
    }
    expect(await codeOf(atrium.api().registrations.create({ body }))).toBe("registration.closed");
  });

  it("says why a password will not do before anything else happens", async () => {
    const refused = await refusal(ask(address(), { password: "too short" }));
    expect(refused).toMatchObject({ code: "password.unfit", errors: [{ pointer: "/password" }] });
  });

  it("B10: sends one address no more than five mails an hour, with the same answer", async () => {
    const { email } = await makePerson(atrium, place, ["user"]);
    for (let n = 0; n < 12; n++) expect(await ask(email)).toEqual({ next: "verify_email" });
    expect(await mailsTo(email)).toHaveLength(5);
  });

  it("keeps password, hash and token out of the log and out of every readable column", async () => {
    const email = address();
    await ask(email);
    const token = await tokenTo(email);
    for (const table of ["proofs", "messages", "jobs", "events"]) {
      const { rows } = await atrium.sql.query<{ row: string }>(`select t::text as row from ${table} t`);
      const text = rows.map(({ row }) => row).join("\n");
      expect(text, table).not.toContain(token);
      expect(text, table).not.toMatch(/argon2|horse battery/);
    }
  });
});
