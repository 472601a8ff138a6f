import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
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
import { recordedBy, type Recorded } from "../../testing/recorded.ts";
import { codeOf, refusal } from "../../testing/refusals.ts";
import { send } from "../../testing/wire.ts";

const fresh = "an entirely new sentence";
const minute = 60_000;

/** Without what is noticed in the background about the calls before. */
const ofAccounts = (events: readonly Recorded[]): Recorded[] =>
  events.filter(({ name }) => name.startsWith("account."));

describe("a forgotten password", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let elsewhere: Place;
  let boss: Person;
  const box = createMailbox();
  const clock = fixedClock(new Date());

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true, clock, parts: { mailer: box.mailer } });
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    elsewhere = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const someone = () => makePerson(atrium, place, ["user"], { withPassword: true });
  const forgot = (email: string) => atrium.api().recoveries.request({ body: { email } });
  const reset = (token: string, newPassword = fresh) =>
    atrium.api().recoveries.complete({ body: { token, newPassword } });
  const signIn = (email: string, password: string) =>
    atrium.api().sessions.create({ body: { email, password, mode: "token" } });
  async function mailsTo(email: string): Promise<MailMessage[]> {
    await atrium.app.jobs.idle();
    return box.to(email);
  }
  async function tokenFor(email: string): Promise<string> {
    await forgot(email);
    return tokenIn((await mailsTo(email)).at(-1));
  }

  it("is replaced by the mail's link, once, and tells every proven address", async () => {
    const person = await someone();
    const second = `second.${person.email}`;
    await atrium.sql.query(
      `insert into account_emails (account_id, email, verified_at, created_at)
       select account_id, $2, now(), now() from users where id = $1`,
      [person.uuid, second],
    );
    expect(await forgot(person.email)).toEqual({ next: "read_mail" });
    const token = tokenIn((await mailsTo(person.email)).at(-1));
    expect(await codeOf(signIn(person.email, testPassword))).toBe("done");
    const [, events] = await recordedBy(atrium, () => reset(token));
    expect(ofAccounts(events)).toMatchObject([
      {
        name: "account.password_reset", actor: person.uuid, targetType: "account", organization: place.uuid,
        changes: [{ field: "password", before: "(set)", after: "(set)" }],
      },
    ]); // prettier-ignore
    expect(await codeOf(signIn(person.email, testPassword))).toBe("auth.invalid_credentials");
    expect(await codeOf(signIn(person.email, fresh))).toBe("done");
    for (const email of [person.email, second])
      expect((await mailsTo(email)).at(-1)?.subject).toBe("Your password was changed");
    expect(await codeOf(reset(token, "once more a new one"))).toBe("link.invalid");
  });

  it("B01: goes to one stored address and never where a second one is smuggled in", async () => {
    const { email } = await someone();
    const before = box.mails.length;
    const raws = [
      `{"email":["${email}","eve@example.com"]}`,
      `{"email":{"0":"${email}"}}`,
      `{"email[]":"${email}"}`,
      `{"email":"${email},eve@example.com"}`,
      `{"email":"${email}\\r\\nBcc: eve@example.com"}`,
      `{"email":"${email}","cc":"eve@example.com"}`,
      `{"email":"eve@example.com","email":"${email}"}`,
      `{"email":"${email}","email":"eve@example.com"}`,
    ];
    const path = "/api/v1/auth/forgot-password";
    for (const raw of raws) {
      const headers = { "content-type": "application/json" };
      const got = await send(atrium.url, { method: "POST", path, headers, raw });
      expect(got.status, raw).toSatisfy((status) => status === 400 || status === 202);
    }
    const mixed = await send(atrium.url, {
      method: "POST",
      path: `${path}?email=eve@example.com`,
      body: { email },
    });
    expect(mixed.status).toSatisfy((status) => status === 400 || status === 202);
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const repeated = await send(atrium.url, {
      method: "POST",
      path,
      headers: form,
      raw: `email=${email}&email=eve@example.com`,
    });
    expect(repeated.status).toBe(415);
    await atrium.app.jobs.idle();
    expect([...new Set(box.mails.slice(before).map(({ to }) => to))].filter((to) => to !== email)).toEqual(
      [],
    );
  });

  it("A12, B10: answers known, unknown, suspended, password-less, imported and flooded addresses alike", async () => {
    const suspended = await makePerson(atrium, place, ["user"], { status: "suspended", withPassword: true });
    const passwordless = await makePerson(atrium, place, ["user"]);
    const imported = "imported@example.com";
    await boss.api.users.create({ body: { email: imported } });
    const flooded = (await someone()).email;
    for (let n = 0; n < 8; n++) await forgot(flooded);
    const seen = new Set<string>();
    const kinds = [
      (await someone()).email,
      "nobody@example.com",
      suspended.email,
      passwordless.email,
      imported,
      flooded,
    ];
    for (const email of kinds) {
      const got = await send(atrium.url, {
        method: "POST",
        path: "/api/v1/auth/forgot-password",
        body: { email },
      });
      const { date: _d, "x-request-id": _r, ratelimit: _l, ...headers } = got.headers;
      seen.add(JSON.stringify([got.status, got.text, headers]));
    }
    expect(seen.size).toBe(1);
    expect(await mailsTo("nobody@example.com")).toEqual([]);
    expect(await mailsTo(imported)).toEqual([]);
    expect(await mailsTo(flooded)).toHaveLength(5);
  });

  it("B10: the last link that a flood let through still works", async () => {
    const { email } = await someone();
    for (let n = 0; n < 9; n++) await forgot(email);
    expect(await codeOf(reset(tokenIn((await mailsTo(email)).at(-1))))).toBe("done");
  });

  it("B04: a link is dead after a newer one, after an hour, after a change of password and of address", async () => {
    const superseded = await someone();
    const older = await tokenFor(superseded.email);
    const newer = await tokenFor(superseded.email);
    expect(await codeOf(reset(older))).toBe("link.invalid");
    expect(await codeOf(reset(newer))).toBe("done");

    const late = await someone();
    const token = await tokenFor(late.email);
    clock.advance(61 * minute);
    expect(await codeOf(reset(token))).toBe("link.invalid");

    const changed = await someone();
    const mailed = await tokenFor(changed.email);
    clock.advance(1000);
    await changed.api.accounts.changePassword({
      body: { currentPassword: testPassword, newPassword: "chosen by its owner" },
    });
    expect(await codeOf(reset(mailed))).toBe("link.invalid");

    const moved = await someone();
    const old = await tokenFor(moved.email);
    await atrium.sql.query("update account_emails set email = $2 where email = $1", [
      moved.email,
      `moved.${moved.email}`,
    ]);
    expect(await codeOf(reset(old))).toBe("link.invalid");
  });

  it("B04: neither the database nor an event holds the token", async () => {
    const { email } = await someone();
    const token = await tokenFor(email);
    expect(token.length).toBeGreaterThanOrEqual(22);
    for (const table of ["proofs", "messages", "jobs", "events"]) {
      const { rows } = await atrium.sql.query<{ row: string }>(`select t::text as row from ${table} t`);
      expect(rows.map(({ row }) => row).join("\n"), table).not.toContain(token);
    }
  });

  it("B05: of twenty who come with one token and different passwords, one wins, and one event tells it", async () => {
    const { email } = await someone();
    const token = await tokenFor(email);
    const passwords = Array.from({ length: 20 }, (_, n) => `an entirely new sentence ${n}`);
    const [codes, events] = await recordedBy(atrium, () =>
      Promise.all(passwords.map((password) => codeOf(reset(token, password)))),
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(["done", "link.invalid"]));
    expect(ofAccounts(events).map(({ name }) => name)).toEqual(["account.password_reset"]);
    const winner = passwords[codes.indexOf("done")] ?? "";
    expect(await codeOf(signIn(email, winner))).toBe("done");
  });

  it("B06: a reset signs nobody in, and a suspended person stays out", async () => {
    const suspended = await makePerson(atrium, place, ["user"], { status: "suspended", withPassword: true });
    await forgot(suspended.email);
    const token = tokenIn((await mailsTo(suspended.email)).at(-1));
    const got = await send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/reset-password",
      body: { token, newPassword: fresh },
    });
    expect([got.status, got.text, got.headers["set-cookie"]]).toEqual([204, "", undefined]);
    const { rows } = await atrium.sql.query(
      `select 1 from sessions s join users u on u.account_id = s.account_id where u.id = $1 and s.ended_at is null`,
      [suspended.uuid],
    );
    expect(rows).toEqual([]);
    const { items } = await boss.api.users.list({ query: { q: `email:${suspended.email}` } });
    expect(items[0]?.status).toBe("suspended");
  });

  it("B08: every session of the account is dead at once, and its other mailed proofs with them", async () => {
    const person = await someone();
    const sessions = await Promise.all([1, 2, 3].map(() => signIn(person.email, testPassword)));
    const apis = [person.api, ...sessions.map(({ token }) => atrium.api(token ?? ""))];
    for (const api of apis) expect(await codeOf(api.sessions.current())).toBe("done");
    await reset(await tokenFor(person.email));
    for (const api of apis) expect(await codeOf(api.sessions.current())).toBe("auth.required");
    for (const { refreshToken } of sessions) {
      const call = atrium.api().sessions.refresh({ body: { refreshToken: refreshToken ?? "" } });
      expect(await codeOf(call)).toBe("auth.refresh_invalid");
    }
    const { rows } = await atrium.sql.query(
      "select 1 from proofs p join users u on u.account_id = p.account_id where u.id = $1 and p.used_at is null",
      [person.uuid],
    );
    expect(rows).toEqual([]);
  });

  it("B08: nor does another node know them any more", async () => {
    const beside = await startTestAtrium({ beside: atrium, clock });
    try {
      const person = await someone();
      const { sessions } = beside.api(person.token);
      expect(await codeOf(sessions.current())).toBe("done");
      await reset(await tokenFor(person.email));
      await atrium.app.relay.idle();
      while ((await codeOf(sessions.current())) === "done")
        await new Promise((resolve) => setTimeout(resolve, 10));
      expect(await codeOf(sessions.current())).toBe("auth.required");
    } finally {
      await beside.close();
    }
  });

  it("C14: an unfit new password is refused with its reason, and the link stays good", async () => {
    const { email } = await someone();
    const token = await tokenFor(email);
    expect(await refusal(reset(token, "too short"))).toMatchObject({
      code: "password.unfit",
      errors: [{ pointer: "/newPassword" }],
    });
    expect(await codeOf(reset(token))).toBe("done");
  });

  it("C04: lets in at once whom the failures of strangers kept waiting", async () => {
    const { email } = await someone();
    for (let n = 0; n < 6; n++) await codeOf(signIn(email, "a stranger's guess"));
    expect(await codeOf(signIn(email, testPassword))).toBe("limit.exceeded");
    await reset(await tokenFor(email));
    expect(await codeOf(signIn(email, fresh))).toBe("done");
  });

  it("B06: an account that a rule has locked stays locked", async () => {
    const { email, uuid } = await someone();
    await atrium.sql.query(
      "update accounts set status = 'locked' where id = (select account_id from users where id = $1)",
      [uuid],
    );
    await reset(await tokenFor(email));
    expect(await codeOf(signIn(email, fresh))).toBe("auth.invalid_credentials");
  });

  it("B14: a person without an account gets no first password this way", async () => {
    const { id } = await boss.api.users.create({ body: { email: "imported2@example.com" } });
    expect(await codeOf(boss.api.recoveries.send({ params: { id } }))).toBe("account.not_managed");
    await forgot("imported2@example.com");
    expect(await mailsTo("imported2@example.com")).toEqual([]);
  });

  it("an admin may have the mail sent to who is theirs alone, and learns nothing of the password", async () => {
    const person = await someone();
    const [, events] = await recordedBy(atrium, () =>
      boss.api.recoveries.send({ params: { id: person.userId } }),
    );
    expect(ofAccounts(events)).toMatchObject([
      { name: "account.recovery_requested", actor: boss.uuid, target: person.uuid, targetType: "user" },
    ]);
    const mail = (await mailsTo(person.email)).at(-1);
    expect(mail?.text).toContain("administrator");
    expect(await codeOf(reset(tokenIn(mail)))).toBe("done");
  });

  it("E05: nobody has a mail sent to who is above them, in another organization too, or elsewhere", async () => {
    const above = await makePerson(atrium, place, ["super-admin"]);
    const call = (id: string) => codeOf(boss.api.recoveries.send({ params: { id } }));
    expect(await call(above.userId)).toBe("user.above_you");
    const shared = await someone();
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       select $1, gen_random_uuid(), account_id, email, 'Twin', 'twin', 'active', now(), now() from users where id = $2`,
      [elsewhere.uuid, shared.uuid],
    );
    expect(await call(shared.userId)).toBe("account.not_managed");
    const foreign = await makePerson(atrium, elsewhere, ["user"]);
    expect(await call(foreign.userId)).toBe("resource.not_found");
    const manager = await makePerson(atrium, place, ["manager"]);
    const target = await someone();
    expect(await codeOf(manager.api.recoveries.send({ params: { id: target.userId } }))).toBe(
      "auth.forbidden",
    );
  });

  it("B02: the link leads to the public origin only", async () => {
    const { email } = await someone();
    const headers = { "x-forwarded-host": "evil.example", forwarded: "host=evil.example;proto=http" };
    await send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/forgot-password",
      headers,
      body: { email },
    });
    const mail = (await mailsTo(email)).at(-1);
    expect(mail?.text).toContain(`${atrium.url}/auth/reset-password?token=`);
    expect(`${mail?.text} ${mail?.html}`).not.toContain("evil");
  });
});

describe("the limits of recovery", () => {
  it("five tries in a quarter of an hour from one address, then a refusal that names the wait", async () => {
    const atrium = await startTestAtrium({ rateScale: 1 });
    try {
      await setUpPlatform(atrium);
      const codes: string[] = [];
      for (let n = 0; n < 6; n++) {
        codes.push(await codeOf(atrium.api().recoveries.request({ body: { email: `a${n}@example.com` } })));
      }
      expect(codes).toEqual([...Array.from({ length: 5 }, () => "done"), "limit.exceeded"]);
    } finally {
      await atrium.close();
    }
  });

  it("before set-up there is nobody to recover, and no fault", async () => {
    const atrium = await startTestAtrium();
    try {
      const { recoveries, registrations } = atrium.api();
      const body = { email: "ann@example.com" };
      expect(await codeOf(recoveries.request({ body }))).toBe("done");
      expect(await codeOf(registrations.resend({ body }))).toBe("done");
      expect(await codeOf(registrations.create({ body: { ...body, password: testPassword } }))).toBe(
        "registration.closed",
      );
    } finally {
      await atrium.close();
    }
  });
});
