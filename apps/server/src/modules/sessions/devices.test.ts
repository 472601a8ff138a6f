import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send, type Got } from "../../testing/wire.ts";

type Jar = { session: string; device: string };
const firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

describe("devices and the sessions on them", () => {
  let atrium: Atrium;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const signIn = (email: string, jar: Partial<Jar> = {}, password = testPassword): Promise<Got> =>
    send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/login",
      headers: {
        "user-agent": firefox,
        ...(jar.device === undefined
          ? {}
          : { cookie: `__Host-atrium-device=${jar.device}`, origin: atrium.url }),
      },
      body: { email, password },
    });
  const cookie = (got: Got, name: string): string =>
    got.headers["set-cookie"]?.map((each) => new RegExp(`^${name}=([^;]+)`).exec(each)?.[1]).find(Boolean) ??
    "";
  const jarOf = (got: Got): Jar => ({
    session: cookie(got, "__Host-atrium"),
    device: cookie(got, "__Host-atrium-device"),
  });
  const ask = (jar: Jar, path: string, method = "GET", body?: unknown): Promise<Got> =>
    send(atrium.url, {
      path: `/api/v1${path}`,
      method,
      headers: {
        cookie: `__Host-atrium=${jar.session}; __Host-atrium-device=${jar.device}`,
        origin: atrium.url,
      },
      ...(body === undefined ? {} : { body }),
    });
  type Item = { id: string; name: string; current: boolean; trustedUntil: string | null };
  const devicesOf = async (jar: Jar) => (await ask(jar, "/me/devices")).body["items"] as Item[];
  const mailsTo = async (email: string): Promise<string[]> =>
    (
      await atrium.sql.query<{ template: string }>("select template from messages where recipient = $1", [
        email,
      ])
    ).rows.map(({ template }) => template);

  it("are known again by a cookie of their own, and have a name that a person understands", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const first = await signIn(person.email);
    const jar = jarOf(first);
    expect(jar.device).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(first.headers["set-cookie"]?.find((each) => each.includes("device"))).toMatch(/HttpOnly.*Secure/);
    const again = await signIn(person.email, jar);
    expect(cookie(again, "__Host-atrium-device")).toBe("");
    const devices = await devicesOf({ ...jarOf(again), device: jar.device });
    expect(devices).toMatchObject([{ name: "Firefox, Linux", current: true, trustedUntil: null }]);
    const { rows } = await atrium.sql.query("select 1 from devices where digest::text like $1", [
      `%${jar.device}%`,
    ]);
    expect(rows).toEqual([]);
  });

  it("a new one is told of by mail, but not the very first", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const jar = jarOf(await signIn(person.email));
    expect(await mailsTo(person.email)).toEqual([]);
    await signIn(person.email, jar);
    expect(await mailsTo(person.email)).toEqual([]);
    await signIn(person.email);
    expect(await mailsTo(person.email)).toEqual(["new_device"]);
  });

  it("C11: another person's device is unknown here", async () => {
    const [one, other] = [
      await makePerson(atrium, place, ["user"], { withPassword: true }),
      await makePerson(atrium, place, ["user"], { withPassword: true }),
    ];
    const jar = jarOf(await signIn(one.email));
    const got = await signIn(other.email, jar);
    expect(await devicesOf({ ...jarOf(got), device: jar.device })).toHaveLength(1);
    const [device] = await devicesOf(jar);
    expect(await codeOf(other.api.devices.forget({ params: { id: device?.id ?? "" } }))).toBe(
      "resource.not_found",
    );
    const trust = other.api.devices.trust({ params: { id: device?.id ?? "" }, body: { trusted: true } });
    expect(await codeOf(trust)).toBe("resource.not_found");
  });

  it("D01, C11: a value that was planted in a browser never becomes the device of who signs in there", async () => {
    const [one, other] = [
      await makePerson(atrium, place, ["user"], { withPassword: true }),
      await makePerson(atrium, place, ["user"], { withPassword: true }),
    ];
    const planted = { device: "P".repeat(43) };
    const jar = jarOf(await signIn(one.email, planted));
    expect(jar.device).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(jar.device).not.toBe(planted.device);
    expect(await devicesOf({ ...jar, ...planted })).toMatchObject([{ current: false }]);
    // Of somebody who shares the browser the value is as good as planted; both are known under the new one.
    const beside = jarOf(await signIn(other.email, jar));
    expect(beside.device).not.toBe(jar.device);
    expect(await devicesOf(beside)).toMatchObject([{ current: true }]);
    expect(await devicesOf(jar)).toMatchObject([{ current: false }]);
    const again = await signIn(one.email, beside);
    expect(jarOf(again).device).toBe("");
    expect(await mailsTo(one.email)).toEqual([]);
  });

  it("C04: a stranger's failures do not keep a person out who comes from a known device", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const jar = jarOf(await signIn(person.email));
    for (let n = 0; n < 5; n++) await signIn(person.email, {}, "a wrong but long password");
    expect((await signIn(person.email)).status).toBe(429);
    expect((await signIn(person.email, jar)).status).toBe(200);
    const forged = { device: "A".repeat(43) };
    expect((await signIn(person.email, forged)).status).toBe(429);
  });

  it("D11: sessions are listed without any secret, ended one by one, and only one's own", async () => {
    const [one, other] = [
      await makePerson(atrium, place, ["user"], { withPassword: true }),
      await makePerson(atrium, place, ["user"]),
    ];
    const [here, there] = [jarOf(await signIn(one.email)), jarOf(await signIn(one.email))];
    type Shown = { id: string; current: boolean; device: string; methods: string[] };
    const list = async (jar: Jar) => (await ask(jar, "/auth/sessions")).body["items"] as Shown[];
    const mine = await list(here);
    expect(mine).toHaveLength(3);
    expect(mine.filter(({ current }) => current)).toMatchObject([
      { device: "Firefox, Linux", methods: ["password"] },
    ]);
    expect(JSON.stringify(mine)).not.toContain(here.session);
    const target = (await list(there)).find(({ current }) => current)?.id ?? "";
    expect(await codeOf(other.api.sessions.endOne({ params: { id: target } }))).toBe("resource.not_found");
    expect((await send(atrium.url, { path: "/api/v1/auth/session", token: target })).status).toBe(401);
    expect((await ask(here, `/auth/sessions/${target}`, "DELETE")).status).toBe(204);
    expect((await ask(there, "/auth/session")).status).toBe(401);
    expect((await ask(here, "/auth/sessions/end-others", "POST")).body).toEqual({ ended: 1 });
    expect(await list(here)).toHaveLength(1);
  });

  it("an admin sees and ends the sessions of the organization's people, but of nobody above", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const jar = jarOf(await signIn(person.email));
    const params = { id: person.userId };
    const { items } = await admin.api.users.listSessions({ params });
    expect(items).toHaveLength(2);
    const { ended } = await admin.api.users.endSessions({ params });
    expect(ended).toBe(2);
    expect((await ask(jar, "/auth/session")).status).toBe(401);
    const boss = await makePerson(atrium, place, ["super-admin"]);
    expect(await codeOf(admin.api.users.endSessions({ params: { id: boss.userId } }))).toBe("user.above_you");
  });

  it("an admin of one organization sees nothing of what a person does in another", async () => {
    const { rows } = await atrium.sql.query<{ id: string }>("select id from organizations where platform");
    const person = await makePerson(atrium, place, ["user"]);
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       select $1, $2, account_id, email, 'There', 'there', 'active', now(), now() from users where id = $3`,
      [rows[0]?.id, atrium.newId(), person.uuid],
    );
    await atrium.sql.query(
      `insert into sessions (id, account_id, kind, organization_id, created_at, seen_at, expires_at)
       select $1, account_id, 'token', $2, now(), now(), now() + interval '1 day' from users where id = $3`,
      [atrium.newId(), rows[0]?.id, person.uuid],
    );
    const { items } = await admin.api.users.listSessions({ params: { id: person.userId } });
    expect(items).toHaveLength(1);
    expect(await admin.api.users.endSessions({ params: { id: person.userId } })).toEqual({ ended: 1 });
  });

  it("D01, D03: signing in again at the same browser ends what was there before, whoever it was", async () => {
    const [one, other] = [
      await makePerson(atrium, place, ["user"], { withPassword: true }),
      await makePerson(atrium, place, ["user"], { withPassword: true }),
    ];
    const before = jarOf(await signIn(one.email));
    const got = await send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/login",
      headers: { cookie: `__Host-atrium=${before.session}`, origin: atrium.url },
      body: { email: other.email, password: testPassword },
    });
    expect(got.body).toMatchObject({ session: { user: { id: other.userId } } });
    expect((await ask(before, "/auth/session")).status).toBe(401);
  });

  describe("what could lock a person out", () => {
    it("wants a factor of the last ten minutes", async () => {
      const person = await makePerson(atrium, place, ["user"], { withPassword: true });
      const jar = jarOf(await signIn(person.email));
      const [device] = await devicesOf(jar);
      const trust = () => ask(jar, `/me/devices/${device?.id}/trust`, "POST", { trusted: true });
      expect((await trust()).status).toBe(200);
      await atrium.sql.query(
        "update sessions set proven_at = proven_at - interval '11 minutes' where account_id = (select account_id from users where id = $1)",
        [person.uuid],
      );
      const fresh = jarOf(await signIn(person.email, jar));
      await atrium.sql.query(
        "update sessions set proven_at = now() - interval '11 minutes' where account_id = (select account_id from users where id = $1)",
        [person.uuid],
      );
      const late = { ...fresh, device: jar.device };
      const again = () => ask(late, `/me/devices/${device?.id}/trust`, "POST", { trusted: false });
      expect(await again()).toMatchObject({ status: 403, body: { code: "auth.step_up_required" } });
      const wrong = await ask(late, "/auth/step-up", "POST", { password: "a wrong but long password" });
      expect(wrong).toMatchObject({ status: 401, body: { code: "auth.invalid_credentials" } });
      expect(await again()).toMatchObject({ status: 403 });
      expect((await ask(late, "/auth/step-up", "POST", { password: testPassword })).status).toBe(204);
      expect((await again()).status).toBe(200);
    });

    it("counts wrong confirmations like wrong sign-ins", async () => {
      const person = await makePerson(atrium, place, ["user"], { withPassword: true });
      const statuses: number[] = [];
      for (let n = 0; n < 6; n++) {
        const got = await send(atrium.url, {
          method: "POST", path: "/api/v1/auth/step-up", token: person.token, body: { password: "wrong" },
        }); // prettier-ignore
        statuses.push(got.status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    });
  });

  it("a session that was left alone too long is over", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const jar = jarOf(await signIn(person.email));
    await atrium.sql.query(
      "update sessions set idle_seconds = 600, seen_at = now() - interval '12 minutes' where account_id = (select account_id from users where id = $1)",
      [person.uuid],
    );
    expect((await ask(jar, "/auth/session")).status).toBe(401);
  });

  it("a password that must be renewed is renewed before the session starts", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const account = "account_id = (select account_id from users where id = $1)";
    await admin.api.users.forcePasswordChange({ params: { id: person.userId } });
    const got = await signIn(person.email);
    expect(got.body).toMatchObject({ next: "password", session: null, token: null });
    expect(jarOf(got).session).toBe("");
    const ticket = String(got.body["ticket"]);
    const { rows } = await atrium.sql.query(`select 1 from sessions where ${account} and kind = 'cookie'`, [
      person.uuid,
    ]);
    expect(rows).toEqual([]);
    expect((await send(atrium.url, { path: "/api/v1/auth/session", token: ticket })).status).toBe(401);
    const renew = (newPassword: string) =>
      send(atrium.url, {
        method: "POST",
        path: "/api/v1/auth/renew-password",
        body: { ticket, newPassword },
      });
    expect(await renew("short")).toMatchObject({ status: 422, body: { code: "password.unfit" } });
    const tries = await Promise.all([renew("another long sentence"), renew("one more long sentence")]);
    expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401]);
    expect(tries.find(({ status }) => status === 200)?.body).toMatchObject({ next: "done" });
    expect(await mailsTo(person.email)).toContain("password_changed");
    expect((await signIn(person.email)).status).toBe(401);
  });
});
