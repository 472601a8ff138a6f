import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createLogger } from "#kernel/logger";
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
import type { AttemptNote } from "./attempt.ts";
import { createAttempts } from "./attempts.ts";
import { dropOldAttempts } from "./queries.ts";

const day = 86_400_000;

describe("sign-in attempts and security events", () => {
  const clock = fixedClock("2026-05-04T09:00:00Z");
  const countryOf = (ip: string) => (ip.startsWith("10.55.") ? "BR" : "DE");
  let atrium: Atrium;
  let platform: Place;
  let owner: Person;
  let place: Place;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ clock, parts: { countryOf } });
    ({ owner, place: platform } = await setUpPlatform(atrium));
  });
  afterAll(() => atrium.close());

  async function fresh(): Promise<void> {
    // What was before is out of every window.
    clock.advance(2 * 3_600_000);
    const { token } = await atrium
      .api()
      .sessions.create({ body: { email: owner.email, password: testPassword, mode: "token" } });
    owner = { ...owner, token: token ?? "", api: atrium.api(token ?? "") };
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
  }
  const someone = (roles: Parameters<typeof makePerson>[2] = ["user"]) =>
    makePerson(atrium, place, roles, { withPassword: true });
  const signIn = (
    email: string,
    password = testPassword,
    headers: Record<string, string> = {},
  ): Promise<Got> =>
    send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/login",
      headers,
      body: { email, password, mode: "token" },
    });
  const accountOf = async (person: Person): Promise<string> => {
    const { rows } = await atrium.sql.query<{ id: string }>(
      "select account_id as id from users where id = $1",
      [person.uuid],
    );
    return rows[0]?.id ?? "";
  };
  const eventsOf = async (by: Person, q?: string) =>
    (await by.api.security.listEvents({ query: q === undefined ? {} : { q } })).items;
  /** Notes attempts as a sign-in from elsewhere would. */
  async function note(tries: readonly (Partial<AttemptNote> & { ip?: string })[]): Promise<void> {
    clock.advance(1000);
    const attempts = createAttempts({
      database: atrium.database, logger: createLogger("silent"), newId: atrium.newId, countryOf,
      platformId: () => platform.uuid,
    }); // prettier-ignore
    for (const { ip = "10.1.1.1", ...given } of tries) {
      attempts.note({
        at: clock.now(), accountId: null, email: null, organizationId: null, method: "password", outcome: "refused",
        reason: "wrong_credentials", deviceId: null, request: { ip, agent: "test" }, ...given,
      }); // prettier-ignore
    }
    await attempts.stop();
    await atrium.app.watch.idle();
  }

  it("a try is seen by the person, by who watches over the organization, and by nobody else", async () => {
    await fresh();
    const person = await someone();
    await signIn(person.email, "wrong");
    await signIn(person.email.toUpperCase());
    await atrium.app.watch.idle();
    const seen = [
      {
        email: person.email,
        userId: person.userId,
        outcome: "ok",
        reason: null,
        ip: "127.0.0.1",
        country: "DE",
      },
      {
        email: person.email,
        userId: person.userId,
        outcome: "refused",
        reason: "wrong_credentials",
        method: "password",
      },
    ];
    expect((await boss.api.security.listAttempts()).items).toMatchObject(seen);
    expect((await boss.api.users.listAttempts({ params: { id: person.userId } })).items).toMatchObject(seen);
    expect((await person.api.accounts.listAttempts()).items).toMatchObject(seen);
    expect((await boss.api.security.listAttempts({ query: { q: "outcome:refused" } })).items).toHaveLength(1);
    expect((await boss.api.security.listAttempts({ query: { q: `user:${boss.userId}` } })).items).toEqual([]);
    const one = await boss.api.security.listAttempts({ query: { limit: 1 } });
    const next = await boss.api.security.listAttempts({ query: { limit: 1, cursor: one.next ?? "" } });
    expect(next.items).toMatchObject([{ outcome: "refused" }]);
    const stranger = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    expect((await stranger.api.security.listAttempts()).items).toEqual([]);
    expect(await codeOf(stranger.api.users.listAttempts({ params: { id: person.userId } }))).toBe(
      "resource.not_found",
    );
    expect(await codeOf(person.api.security.listAttempts())).toBe("auth.forbidden");
    expect((await boss.api.accounts.listAttempts()).items).toEqual([]);
  });

  it("a try on an address that nobody has is noted for the platform alone", async () => {
    await fresh();
    await signIn("nobody-at-all@people.example", "wrong");
    await atrium.app.watch.idle();
    const q = "email:nobody-at-all@people.example";
    expect((await owner.api.security.listAttempts({ query: { q } })).items).toMatchObject([
      { userId: null, outcome: "refused" },
    ]);
    expect((await boss.api.security.listAttempts({ query: { q } })).items).toEqual([]);
  });

  it("C01, C02: claimed addresses and other spellings neither pass the counter nor stand in the log", async () => {
    await fresh();
    const person = await someone();
    const answers: number[] = [];
    for (let n = 0; n < 30; n++) {
      const email = n % 2 === 0 ? person.email : ` ${person.email.toUpperCase()} `;
      const got = await signIn(email, "wrong", {
        "x-forwarded-for": `10.9.0.${n}`,
        "x-real-ip": `10.9.1.${n}`,
        forwarded: `for=10.9.2.${n}`,
        "cf-connecting-ip": `10.9.3.${n}`,
      });
      answers.push(got.status);
    }
    expect(answers.filter((status) => status === 401)).toHaveLength(5);
    expect(answers.at(-1)).toBe(429);
    await atrium.app.watch.idle();
    const { items } = await boss.api.security.listAttempts({ query: { limit: 100 } });
    expect(new Set(items.map(({ ip, email }) => `${ip} ${email}`))).toEqual(
      new Set([`127.0.0.1 ${person.email}`]),
    );
    expect(items.filter(({ outcome }) => outcome === "refused")).toHaveLength(5);
    // A flood of blocked tries is no flood of rows.
    expect(items.filter(({ outcome }) => outcome === "blocked")).toHaveLength(1);
  });

  for (const [from, addressOf] of [
    ["one address", () => "10.2.0.1"],
    ["fifty addresses", (n: number) => `10.3.0.${n % 50}`],
    ["one IPv6 network", (n: number) => `2001:db8:1:2::${n}`],
  ] as const) {
    it(`C03: one password over 500 people from ${from} is one security event, for the platform and for whom it concerns`, async () => {
      await fresh();
      const people: Person[] = [];
      const accounts: string[] = [];
      for (let n = 0; n < 8; n++) {
        const person = await someone();
        people.push(person);
        accounts.push(await accountOf(person));
      }
      const spray = Array.from({ length: 500 }, (_, n) => ({
        email: people[n]?.email ?? `unknown${n}@people.example`,
        accountId: accounts[n] ?? null,
        ip: addressOf(n),
      }));
      const [, recorded] = await recordedBy(atrium, () => note(spray));
      expect(
        recorded.map(({ name, organization, actorType }) => `${name} ${organization} ${actorType}`).sort(),
      ).toEqual([platform, place].map(({ uuid }) => `security.alerted ${uuid} system`).sort());
      const [own, ...others] = await eventsOf(boss, "state:open kind:spray");
      expect(others).toEqual([]);
      expect(own).toMatchObject({
        severity: "high",
        responses: ["notify"],
        evidence: { people: 8, tries: 8 },
      });
      expect(own?.reasons[0]).toMatch(/^8 people were tried in vain from/);
      const [whole] = await eventsOf(owner, "state:open kind:spray");
      expect(whole).toMatchObject({ evidence: { people: 500 } });
      const { rows } = await atrium.sql.query(
        "select recipient from messages where organization_id = $1 and template = 'security_alert'",
        [place.uuid],
      );
      expect(rows).toEqual([{ recipient: boss.email }]);
      // It goes on: the same event, once more.
      const [, again] = await recordedBy(atrium, () => note(spray.slice(0, 20)));
      expect(again).toEqual([]);
      expect(await eventsOf(boss, "kind:spray")).toMatchObject([
        { id: own?.id, occurrences: (own?.occurrences ?? 0) + 1 },
      ]);
      await owner.api.security.resolve({ params: { id: whole?.id ?? "" }, body: {} });
    });
  }

  it("many passwords on one person are told, and lock nobody out", async () => {
    await fresh();
    const person = await someone();
    const accountId = await accountOf(person);
    await note(Array.from({ length: 60 }, (_, n) => ({ email: person.email, accountId, ip: `10.4.0.${n}` })));
    expect(await eventsOf(boss)).toMatchObject([
      { kind: "brute_force", severity: "high", userId: person.userId, responses: ["notify"], state: "open" },
    ]);
    expect((await signIn(person.email)).status).toBe(200);
  });

  it("a right password after many wrong ones from elsewhere makes the account prove itself anew", async () => {
    await fresh();
    const person = await someone();
    const accountId = await accountOf(person);
    await signIn(person.email);
    const proven = async () =>
      (
        await atrium.sql.query("select 1 from sessions where account_id = $1 and proven_at is not null", [
          accountId,
        ])
      ).rows.length;
    expect(await proven()).toBeGreaterThan(0);
    const tried = { email: person.email, accountId, ip: "10.55.0.1" };
    await note([...Array.from({ length: 6 }, () => tried), { ...tried, outcome: "ok", reason: null }]);
    const events = await eventsOf(boss);
    expect(new Map(events.map(({ kind, responses }) => [kind, responses]))).toEqual(
      new Map([
        ["success_after_failures", ["step_up", "notify"]],
        ["new_country", ["notify"]],
      ]),
    );
    expect(await proven()).toBe(0);
    const [attempt] = (await boss.api.security.listAttempts()).items;
    expect(attempt?.unusual).toEqual([
      "The sign-in came from BR; all earlier ones came from DE.",
      "The password was right after 6 failed tries within an hour, from an address and a device that are new.",
    ]);
  });

  it("attempts are kept for ninety days", async () => {
    await fresh();
    const person = await someone();
    await note([{ email: person.email, accountId: await accountOf(person) }]);
    const drop = (days: number) =>
      atrium.database
        .asSystem()
        .query(dropOldAttempts(new Date(clock.now().getTime() - days * day).toISOString()));
    await drop(90);
    expect((await boss.api.security.listAttempts()).items).toHaveLength(1);
    clock.advance(91 * day);
    await drop(90);
    expect(
      (await atrium.sql.query("select 1 from login_attempts where email = $1", [person.email])).rows,
    ).toEqual([]);
  });
});
