import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import type { FactorKind } from "@atrium/contracts";
import type { CheckCode } from "#modules/sessions";
import { messagesTo, testKeys } from "../../testing/messages.ts";
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
import { createCheckCode } from "./check-code.ts";
import { accountOf, appWith, freshStep, post, ticketOf, withTotp, type App } from "../../testing/factors.ts";

describe("an authenticator app", () => {
  let atrium: Atrium;
  let place: Place;
  let owner: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner, "Brot & Söhne");
  });
  afterAll(() => atrium.close());
  // All wrong codes here come from one address, which has a counter of its own.
  afterEach(() => atrium.sql.query("delete from rate_counters where key like '%sign-in from%'"));

  const somebody = (): Promise<Person> => makePerson(atrium, place, ["user"], { withPassword: true });
  const signIn = (person: Person) =>
    atrium.api().sessions.create({ body: { email: person.email, password: testPassword, mode: "token" } });
  const verify = (ticket: string, code: string, method: "totp" | "recovery_code" = "totp") =>
    atrium.api().mfa.verify({ body: { ticket, method, code } });

  it("is shown as secret, address and picture, and asks for nothing until it is confirmed", async () => {
    const person = await somebody();
    const begun = await person.api.factors.beginTotp();
    expect(begun.secret).toMatch(/^[A-Z2-7]{32}$/);
    const uri = new URL(begun.uri);
    expect(uri.searchParams.get("issuer")).toBe("Brot & Söhne");
    expect(uri.searchParams.get("secret")).toBe(begun.secret);
    expect(decodeURIComponent(uri.pathname)).toContain(person.email);
    expect(begun.qr).toMatch(/^<svg [^>]*xmlns/);
    expect(begun.qr).not.toContain("<script");
    expect((await signIn(person)).next).toBe("done");
    expect(await person.api.factors.list()).toMatchObject({ totp: null });
    const { rows } = await atrium.sql.query("select secret from account_totp where account_id = $1", [
      accountOf(person),
    ]);
    expect(JSON.stringify(rows)).not.toContain(begun.secret);
  });

  it("is switched on by a code, and then wanted at each sign-in", async () => {
    const person = await somebody();
    const [app, events] = await recordedBy(atrium, () => withTotp(atrium, person));
    expect(events.map(({ name, data }) => [name, data["factor"]])).toEqual([
      ["account.factor_begun", "totp"],
      ["account.factor_added", "totp"],
    ]);
    expect(JSON.stringify(events)).not.toContain(app.secret);
    expect((await messagesTo(atrium, person.email)).map(({ template }) => template)).toEqual([
      "factor_added",
    ]);
    const answer = await signIn(person);
    expect(answer).toMatchObject({ next: "factor", factors: ["totp"], token: null, session: null });
    const done = await verify(answer.ticket ?? "", app.code());
    expect(done).toMatchObject({ next: "done", session: { account: { email: person.email } } });
    expect((await atrium.api(done.token ?? "").sessions.current()).account.email).toBe(person.email);
    expect(await codeOf(person.api.factors.beginTotp())).toBe("factor.exists");
  });

  it("refuses a wrong first code, and a code of a secret that was begun anew", async () => {
    const person = await somebody();
    const first = appWith(atrium, (await person.api.factors.beginTotp()).secret);
    const second = appWith(atrium, (await person.api.factors.beginTotp()).secret);
    expect(await codeOf(person.api.factors.confirmTotp({ body: { code: first.code() } }))).toBe(
      "auth.code_wrong",
    );
    expect(await codeOf(person.api.factors.confirmTotp({ body: { code: second.code(5) } }))).toBe(
      "auth.code_wrong",
    );
    expect(await codeOf(person.api.factors.confirmTotp({ body: { code: second.code() } }))).toBe("done");
    expect(await codeOf((await somebody()).api.factors.confirmTotp({ body: { code: "123456" } }))).toBe(
      "factor.unknown",
    );
  });

  it("C06: one code is taken once, whether it comes again, twenty times at once or by another door", async () => {
    const person = await somebody();
    const app = await withTotp(atrium, person);
    const tickets: string[] = [];
    for (let n = 0; n < 4; n++) tickets.push(await ticketOf(atrium, person));
    const code = app.code();
    const tries = Array.from({ length: 20 }, (_, n) => codeOf(verify(tickets[n % 4] ?? "", code)));
    const answers = await Promise.all(tries);
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    const again = await ticketOf(atrium, person);
    expect(await codeOf(verify(again, code))).not.toBe("done");
    expect(await codeOf(person.api.sessions.stepUp({ body: { method: "totp", code } }))).not.toBe("done");
  });

  it("C06: the right code opens nothing without the password, nor a code of the past or of somebody else", async () => {
    const [person, other] = [await somebody(), await somebody()];
    const [app, theirs] = [await withTotp(atrium, person), await withTotp(atrium, other)];
    const wrong = atrium.api().sessions.create({
      body: { email: person.email, password: "not the right one at all", mode: "token" },
    });
    expect(await codeOf(wrong)).toBe("auth.invalid_credentials");
    expect(await codeOf(verify("x".repeat(43), app.code()))).toBe("auth.ticket_invalid");
    const ticket = await ticketOf(atrium, person);
    expect(await codeOf(verify(ticket, theirs.code()))).toBe("auth.code_wrong");
    expect(await codeOf(verify(ticket, app.code(-3)))).toBe("auth.code_wrong");
    expect(await codeOf(verify(ticket, app.code()))).toBe("done");
    expect(await codeOf(verify(ticket, app.code(1)))).toBe("auth.ticket_invalid");
  });

  it("C06: guessing ends with the ticket, and with the person's counter over all tickets", async () => {
    const person = await somebody();
    const app = await withTotp(atrium, person);
    const [first, second] = [await ticketOf(atrium, person), await ticketOf(atrium, person)];
    const [, events] = await recordedBy(atrium, async () => {
      for (let n = 0; n < 5; n++) expect(await codeOf(verify(first, "000000"))).toMatch(/code_wrong/);
    });
    expect(events.map(({ name, data }) => [name, data["reason"]])).toEqual(
      Array.from({ length: 5 }, () => ["session.refused", "wrong_code"]),
    );
    expect(await codeOf(verify(first, app.code()))).toBe("auth.ticket_invalid");
    expect(await codeOf(verify(second, app.code()))).toBe("limit.exceeded");
  });

  it("D04: adding and removing it end every other session and are told by mail", async () => {
    const person = await somebody();
    const elsewhere = await signIn(person);
    const there = atrium.api(elsewhere.token ?? "");
    await withTotp(atrium, person);
    expect(await codeOf(there.sessions.current())).toBe("auth.required");
    expect((await person.api.sessions.current()).account.email).toBe(person.email);
    await person.api.factors.removeTotp();
    expect((await messagesTo(atrium, person.email)).map(({ template }) => template)).toEqual([
      "factor_added",
      "factor_removed",
    ]);
    expect((await signIn(person)).next).toBe("done");
    expect(await codeOf(person.api.factors.removeTotp())).toBe("factor.unknown");
  });

  it("D04: the browser that changes a factor goes on under a new cookie, and the old one is dead", async () => {
    const person = await somebody();
    const browse = (cookie: string, method: string, path: string) =>
      send(atrium.url, { method, path: `/api/v1${path}`, headers: { origin: atrium.url, cookie } });
    const cookieIn = ({ headers }: Got): string =>
      headers["set-cookie"]?.find((each) => each.startsWith("__Host-atrium="))?.split(";", 1)[0] ?? "";
    const before = cookieIn(
      await post(atrium, "/auth/login", { email: person.email, password: testPassword }),
    );
    const after = cookieIn(await browse(before, "POST", "/me/factors/email"));
    expect(after).toMatch(/=.{43}/);
    expect(after).not.toBe(before);
    expect((await browse(after, "GET", "/auth/session")).status).toBe(200);
    expect((await browse(before, "GET", "/auth/session")).status).toBe(401);
  });

  it("is not begun where the organization allows other kinds alone", async () => {
    const elsewhere = await makeOrganization(owner);
    const boss = await makePerson(atrium, elsewhere, ["super-admin"]);
    const { version, mfa } = await boss.api.policies.get();
    await boss.api.policies.update(
      { body: { mfa: { ...mfa, factors: ["passkey", "sms_code"] } } },
      { version },
    );
    expect(await codeOf(boss.api.factors.beginTotp())).toBe("factor.not_allowed");
    expect(await codeOf(boss.api.factors.addEmailCode())).toBe("factor.not_allowed");
    expect(await codeOf(boss.api.factors.beginPhone({ body: { phone: "+436601112223" } }))).toBe("done");
  });

  it("wants a fresh proof before anything about it changes", async () => {
    const person = await somebody();
    await atrium.sql.query(
      "update sessions set proven_at = now() - interval '11 minutes' where account_id = $1",
      [accountOf(person)],
    );
    for (const call of [
      () => person.api.factors.beginTotp(),
      () => person.api.factors.confirmTotp({ body: { code: "123456" } }),
      () => person.api.factors.removeTotp(),
      () => person.api.factors.makeRecoveryCodes(),
      () => person.api.factors.addEmailCode(),
      () => person.api.factors.beginPhone({ body: { phone: "+436601234567" } }),
      () => person.api.passkeys.remove({ params: { id: atrium.newId() } }),
    ])
      expect(await codeOf(call())).toBe("auth.step_up_required");
    await person.api.sessions.stepUp({ body: { password: testPassword } });
    expect(await codeOf(person.api.factors.beginTotp())).toBe("done");
  });
});

describe("codes past every counter of tries", () => {
  let atrium: Atrium;
  let person: Person;
  let app: App;
  let codes: string[];
  let check: CheckCode;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    person = await makePerson(atrium, await makeOrganization(owner), ["user"]);
    app = await withTotp(atrium, person);
    ({ codes } = await person.api.factors.makeRecoveryCodes());
    check = createCheckCode({ system: atrium.database.asSystem(), keys: await testKeys(atrium) });
  });
  afterAll(() => atrium.close());

  const twenty = async (method: FactorKind, code: string): Promise<boolean[]> =>
    Promise.all(Array.from({ length: 20 }, () => check(accountOf(person), method, code, atrium.clock.now())));

  it("C06, C07: are each taken once out of twenty at the same moment", async () => {
    expect((await twenty("totp", app.code())).filter(Boolean)).toHaveLength(1);
    expect((await twenty("recovery_code", codes[0] ?? "")).filter(Boolean)).toHaveLength(1);
    expect((await twenty("totp", app.code(-1))).filter(Boolean)).toHaveLength(0);
    expect((await twenty("totp", app.code(1))).filter(Boolean)).toHaveLength(1);
    expect((await twenty("passkey", app.code(1))).filter(Boolean)).toHaveLength(0);
  });
});

describe("recovery codes", () => {
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  const withCodes = async (): Promise<{ person: Person; codes: string[] }> => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    await withTotp(atrium, person);
    const { codes } = await person.api.factors.makeRecoveryCodes();
    return { person, codes };
  };
  const use = (ticket: string, code: string) =>
    codeOf(atrium.api().mfa.verify({ body: { ticket, method: "recovery_code", code } }));

  it("are ten, hard to guess, and stand in for another factor, which must be there", async () => {
    const { codes } = await withCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}(?:-[0-9a-hjkmnp-tv-z]{5}){2}$/);
    const bare = await makePerson(atrium, place, ["user"]);
    expect(await codeOf(bare.api.factors.makeRecoveryCodes())).toBe("factor.unknown");
  });

  it("C07: one works once, of twenty sign-ins at once", async () => {
    const { person, codes } = await withCodes();
    const tickets: string[] = [];
    for (let n = 0; n < 4; n++) tickets.push(await ticketOf(atrium, person));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => use(tickets[n % 4] ?? "", codes[0] ?? "")),
    );
    expect(answers.filter((answer) => answer === "done")).toHaveLength(1);
    expect((await person.api.factors.list()).recoveryCodes.left).toBe(9);
  });

  it("C07: a new set kills the old one, and nobody reads a code again anywhere", async () => {
    const { person, codes } = await withCodes();
    const again = await person.api.factors.makeRecoveryCodes();
    expect(await use(await ticketOf(atrium, person), codes[0] ?? "")).toBe("auth.code_wrong");
    const shown = (again.codes[0] ?? "").toUpperCase().replaceAll("-", " ");
    expect(await use(await ticketOf(atrium, person), shown)).toBe("done");
    const { rows } = await atrium.sql.query(
      "select digest::text from recovery_codes union all select row_to_json(e)::text from events e union all select row_to_json(i)::text from idempotency_keys i",
    );
    const everything = JSON.stringify([rows, await person.api.factors.list()]);
    for (const code of [...codes, ...again.codes]) expect(everything).not.toContain(code);
  });

  it("go with the last factor", async () => {
    const { person } = await withCodes();
    await person.api.factors.removeTotp();
    expect((await person.api.factors.list()).recoveryCodes).toEqual({ left: 0, madeAt: null });
    await freshStep(atrium, person);
  });
});
