import { io } from "socket.io-client";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { createAuthenticator } from "../../testing/authenticator.ts";
import { accountOf, freshStep, post, ticketOf, withTotp } from "../../testing/factors.ts";
import { createMailbox, tokenIn } from "../../testing/mailbox.ts";
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

const day = 86_400_000;
const fresh = "an entirely new sentence";

describe("every door is as high as the others", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let careful: Place;
  const box = createMailbox();
  const clock = fixedClock(new Date());

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true, clock, parts: { mailer: box.mailer } });
    ({ owner } = await setUpPlatform(atrium));
    [place, careful] = [await makeOrganization(owner), await makeOrganization(owner)];
  });
  afterAll(() => atrium.close());

  const somebody = (at = place): Promise<Person> =>
    makePerson(atrium, at, ["manager"], { withPassword: true });
  const signIn = (email: string, password = testPassword) =>
    atrium.api().sessions.create({ body: { email, password, mode: "token" } });
  async function mailedTo(email: string): Promise<string> {
    await atrium.app.jobs.idle();
    return tokenIn(box.to(email).at(-1));
  }
  async function reset(person: Person): Promise<Got> {
    await atrium.api().recoveries.request({ body: { email: person.email } });
    const token = await mailedTo(person.email);
    return post(atrium, "/auth/reset-password", { token, newPassword: fresh });
  }

  describe("where an organization wants a second factor", () => {
    let strict: Place;
    let person: Person;
    let before: Awaited<ReturnType<typeof signIn>>;

    beforeAll(async () => {
      strict = await makeOrganization(owner);
      const boss = await makePerson(atrium, strict, ["super-admin"], { withPassword: true });
      person = await somebody(strict);
      before = await signIn(person.email);
      await boss.api.invitations.create({ body: { email: "new@people.example", roles: ["user"] } });
      await withTotp(atrium, boss);
      await boss.api.policies.update({ body: { mfa: { mode: "required" } } }, { version: 0 });
    });

    it("C10: a password, also one that was just reset or chosen with an invitation, is half of what is wanted", async () => {
      expect(await signIn(person.email)).toMatchObject({ next: "enrol", token: null, session: null });
      const other = await somebody(strict);
      const done = await reset(other);
      expect([done.status, done.text, done.headers["set-cookie"]]).toEqual([204, "", undefined]);
      expect(await signIn(other.email, fresh)).toMatchObject({ next: "enrol", token: null });
      const token = await mailedTo("new@people.example");
      const accepted = await post(atrium, "/auth/accept-invitation", { token, password: fresh });
      expect(accepted).toMatchObject({ status: 200, body: { next: "sign_in" } });
      expect(accepted.headers["set-cookie"]).toBeUndefined();
      expect(await signIn("new@people.example", fresh)).toMatchObject({ next: "enrol", token: null });
    });

    it("C10: a session from before has no rights there, nor after an exchange of its tokens or the password once more", async () => {
      const { refreshToken, token } = before;
      const refused = (held: string | null) => codeOf(atrium.api(held ?? "").users.list({}));
      expect(await refused(token)).toBe("auth.factor_required");
      const pair = await atrium.api().sessions.refresh({ body: { refreshToken: refreshToken ?? "" } });
      expect(await refused(pair.token)).toBe("auth.factor_required");
      await atrium.api(pair.token).sessions.stepUp({ body: { password: testPassword } });
      expect(await refused(pair.token)).toBe("auth.factor_required");
      const app = await withTotp(atrium, { ...person, api: atrium.api(pair.token) });
      expect(await refused(pair.token)).toBe("auth.factor_required");
      await atrium.api(pair.token).sessions.stepUp({ body: { method: "totp", code: app.code() } });
      expect(await refused(pair.token)).toBe("done");
    });

    it("C10: a passkey opens it alone when it has checked its user, and not otherwise", async () => {
      const other = await somebody(strict);
      const key = createAuthenticator(atrium.url);
      const options = await post(atrium, "/me/factors/passkeys/options", undefined, other.token);
      const credential = key.register(options.body as Parameters<typeof key.register>[0]);
      expect((await post(atrium, "/me/factors/passkeys", { credential }, other.token)).status).toBe(201);
      const login = async (userVerified: boolean): Promise<Got> => {
        const asked = await post(atrium, "/auth/passkeys/options", {});
        const assertion = key.prove(asked.body as Parameters<typeof key.prove>[0], { userVerified });
        return post(atrium, "/auth/passkeys/login", { assertion, mode: "token" });
      };
      expect(await login(false)).toMatchObject({ body: { code: "passkey.refused" } });
      const got = await login(true);
      expect(got.body).toMatchObject({ next: "done" });
      expect(await codeOf(atrium.api(String(got.body["token"])).users.list({}))).toBe("done");
    });
  });

  describe("a device that is trusted", () => {
    const cookies = (got: Got, before = ""): string => {
      const set = got.headers["set-cookie"]?.map((each) => each.split(";")[0] ?? "") ?? [];
      const kept = before
        .split("; ")
        .filter((each) => each !== "" && !set.some((one) => one.split("=")[0] === each.split("=")[0]));
      return [...kept, ...set].join("; ");
    };
    const browse = (path: string, jar: string, body?: unknown, method = "POST"): Promise<Got> =>
      send(atrium.url, {
        method,
        path: `/api/v1${path}`,
        headers: { origin: atrium.url, cookie: jar },
        ...(body === undefined ? {} : { body }),
      });
    const enter = (person: Person, jar: string, password = testPassword): Promise<Got> =>
      browse("/auth/login", jar, { email: person.email, password });

    async function trusted(): Promise<{ person: Person; jar: string }> {
      const person = await somebody();
      const app = await withTotp(atrium, person);
      const begun = await browse("/auth/login", "", {
        email: person.email,
        password: testPassword,
        trustDevice: true,
      });
      expect(begun.body).toMatchObject({ next: "factor" });
      const proof = { ticket: begun.body["ticket"], method: "totp", code: app.code() };
      const got = await browse("/auth/mfa/verify", "", proof);
      expect(got.body).toMatchObject({ next: "done" });
      const jar = cookies(got);
      const again = await enter(person, jar);
      expect(again.body).toMatchObject({ next: "done" });
      return { person, jar: cookies(again, jar) };
    }

    it("C11: is trusted no more after the password was changed", async () => {
      const { person, jar } = await trusted();
      const change = { currentPassword: testPassword, newPassword: fresh };
      const changed = await browse("/me/password", jar, change);
      expect(changed.status).toBe(204);
      expect((await enter(person, jar, fresh)).body).toMatchObject({ next: "factor" });
    });

    it("C11: nor after the trust was taken back, nor once its days are over", async () => {
      const first = await trusted();
      const listed = await browse("/me/devices", first.jar, undefined, "GET");
      const [device] = listed.body["items"] as { id: string }[];
      const back = await browse(`/me/devices/${device?.id}/trust`, first.jar, { trusted: false });
      expect(back.status, back.text).toBe(200);
      expect((await enter(first.person, first.jar)).body).toMatchObject({ next: "factor" });
      const second = await trusted();
      clock.advance(31 * day);
      expect((await enter(second.person, second.jar)).body).toMatchObject({ next: "factor" });
    });

    it("C11: nor for a forged value, nor for another person", async () => {
      const [one, other] = [await trusted(), await trusted()];
      const forged = one.jar.replace(/(device=)[^;]+/, `$1${"F".repeat(43)}`);
      expect((await enter(one.person, forged)).body).toMatchObject({ next: "factor" });
      expect((await enter(other.person, one.jar)).body).toMatchObject({ next: "factor" });
    });

    it("B06, B08: a reset asks for the factor as before, and ends the trust", async () => {
      const { person, jar } = await trusted();
      await reset(person);
      expect((await browse("/auth/session", jar, undefined, "GET")).status).toBe(401);
      expect((await enter(person, jar, fresh)).body).toMatchObject({ next: "factor", session: null });
    });
  });

  it("A12, D05: whoever may not come in gets the answer of a wrong password, whatever the reason", async () => {
    const kinds = new Map<string, string>([["unknown", "nobody@people.example"]]);
    for (const kind of ["active", "suspended", "locked", "deleted", "invited"]) {
      const person = await somebody();
      kinds.set(kind, person.email);
      const [account, user] = [accountOf(person), person.uuid];
      const change = {
        active: ["select $1::uuid", [account]],
        locked: ["update accounts set status = 'locked' where id = $1", [account]],
        suspended: ["update users set status = 'suspended' where id = $1", [user]],
        invited: ["update users set status = 'pending' where id = $1", [user]],
        deleted: ["update users set status = 'deleted', deleted_at = now() where id = $1", [user]],
      }[kind] as [string, string[]];
      await atrium.sql.query(...change);
    }
    const shapes = new Set<string>();
    for (const [kind, email] of kinds) {
      // The right password, but of the one who could come in by it.
      const password = kind === "active" ? "a wrong but long password" : testPassword;
      const got = await post(atrium, "/auth/login", { email, password });
      const { requestId: _, ...body } = got.body;
      const headers = Object.entries(got.headers).filter(
        ([name]) => !["date", "x-request-id"].includes(name),
      );
      shapes.add(
        JSON.stringify([
          got.status,
          body,
          headers.map(([name, value]) => [name, String(value).replace(/r=\d+/, "r=")]),
        ]),
      );
    }
    expect([...shapes]).toHaveLength(1);
    expect([...shapes][0]).toContain("auth.invalid_credentials");
  });

  it("B08, D04: what listens to live events hears no more after a reset", async () => {
    const person = await somebody();
    const { token } = await signIn(person.email);
    const socket = io(atrium.url, {
      path: "/api/v1/live",
      transports: ["websocket"],
      reconnection: false,
      auth: { token },
    });
    try {
      await new Promise<void>((resolve, reject) => {
        socket.on("connect", resolve);
        socket.on("connect_error", reject);
      });
      const over = new Promise<string>((resolve) => void socket.on("disconnect", resolve));
      await reset(person);
      expect(await over).toBe("io server disconnect");
    } finally {
      socket.disconnect();
    }
  });

  it("E05, D12: what decides who may come in is changed by the person, not only by their session", async () => {
    const boss = await makePerson(atrium, place, ["super-admin"], { withPassword: true });
    await atrium.sql.query(
      "update sessions set proven_at = proven_at - interval '11 minutes' where account_id = $1",
      [accountOf(boss)],
    );
    const policy = () => boss.api.policies.update({ body: { trustedDeviceDays: 1 } }, { version: 0 });
    const connection = () =>
      boss.api.connections.create({
        body: {
          kind: "oidc",
          name: "Mine",
          settings: { issuer: "https://id.example", clientId: "atrium" },
        },
      });
    expect(await codeOf(policy())).toBe("auth.step_up_required");
    expect(await codeOf(connection())).toBe("auth.step_up_required");
    await boss.api.sessions.stepUp({ body: { password: testPassword } });
    expect(await codeOf(connection())).toBe("done");
    const { version } = await boss.api.policies.get();
    expect(version).toBe(0);
  });

  it("C10: confirming by a kind of factor that the rules no longer take is no confirmation, and each wrong one is logged", async () => {
    const boss = await makePerson(atrium, careful, ["super-admin"]);
    const person = await somebody(careful);
    await withTotp(atrium, person);
    await person.api.factors.addEmailCode();
    await boss.api.policies.update({ body: { mfa: { factors: ["totp"] } } }, { version: 0 });
    await post(atrium, "/auth/mfa/send", { method: "email_code" }, person.token);
    await atrium.app.jobs.idle();
    const code = /\b\d{6}\b/.exec(box.to(person.email).at(-1)?.text ?? "")?.[0] ?? "";
    const confirm = (body: object) => post(atrium, "/auth/step-up", body, person.token);
    const refused = await confirm({ method: "email_code", code });
    expect(refused).toMatchObject({ status: 401, body: { code: "auth.code_wrong" } });
    expect((await confirm({ password: "a wrong but long password" })).status).toBe(401);
    await atrium.app.watch.idle();
    const { rows } = await atrium.sql.query(
      "select method, reason from login_attempts where account_id = $1 and outcome = 'refused' order by id",
      [accountOf(person)],
    );
    expect(rows).toEqual([
      { method: "email_code", reason: "wrong_code" },
      { method: "password", reason: "wrong_credentials" },
    ]);
  });

  it("C06, C10: a ticket of one person is no way in for another, whose factor is right", async () => {
    const [one, other] = [await somebody(), await somebody()];
    await withTotp(atrium, one);
    const app = await withTotp(atrium, other);
    const ticket = await ticketOf(atrium, one);
    await freshStep(atrium, other);
    const got = await post(atrium, "/auth/mfa/verify", { ticket, method: "totp", code: app.code() });
    expect(got).toMatchObject({ status: 401, body: { code: "auth.code_wrong" } });
  });
});
