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
import { recordedBy } from "../../testing/recorded.ts";
import { codeOf } from "../../testing/refusals.ts";
import { send, type Got } from "../../testing/wire.ts";

describe("signing in and out", () => {
  let atrium: Atrium;
  let other: Atrium;
  let place: Place;
  let owner: Person;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    other = await startTestAtrium({ beside: atrium });
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(async () => {
    await other.close();
    await atrium.close();
  });

  const signIn = (email: string, password: string, more: Record<string, unknown> = {}): Promise<Got> =>
    send(atrium.url, { method: "POST", path: "/api/v1/auth/login", body: { email, password, ...more } });
  const cookieOf = (got: Got): string => (got.headers["set-cookie"]?.[0] ?? "").split(";", 1)[0] ?? "";
  const session = (node: Atrium, headers: Record<string, string>) =>
    send(node.url, { path: "/api/v1/auth/session", headers });
  /** Until the other node has heard of it; fails by the test's own time limit. */
  const refusedOn = async (node: Atrium, headers: Record<string, string>): Promise<number> => {
    for (;;) {
      const { status } = await session(node, headers);
      if (status !== 200) return status;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it("signs a person in with a cookie that scripts cannot read and other sites cannot send", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const got = await signIn(person.email.toUpperCase(), testPassword);
    expect(got.status).toBe(200);
    expect(got.body).toMatchObject({
      next: "done",
      token: null,
      refreshToken: null,
      session: {
        account: { email: person.email },
        organization: { organizationId: place.id },
        user: { id: person.userId },
        permissions: ["organizations:read"],
      },
    });
    const [cookie = ""] = got.headers["set-cookie"] ?? [];
    expect(cookie.split("; ").slice(1).sort()).toEqual(["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]);
    expect(cookie).toMatch(/^__Host-atrium=[A-Za-z0-9_-]{43,}; /);
    expect(got.headers["cache-control"]).toBe("no-store");
    const here = await session(atrium, { cookie: cookieOf(got) });
    expect(here.body).toMatchObject({ user: { id: person.userId } });
    const { rows } = await atrium.sql.query(
      "select 1 from sessions where digest::text like $1 or ip like $1",
      [`%${cookieOf(got).split("=")[1]}%`],
    );
    expect(rows).toEqual([]);
  });

  it("keeps the cookie for a month only where that was asked for", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const got = await signIn(person.email, testPassword, { remember: true });
    expect(got.headers["set-cookie"]?.[0]).toContain("Max-Age=2592000");
  });

  it("gives a token once, to who asks for one, and no cookie with it", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const got = await signIn(person.email, testPassword, { mode: "token" });
    expect(got.headers["set-cookie"]).toBeUndefined();
    const token = String(got.body["token"]);
    expect((await session(atrium, { authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await session(atrium, { cookie: `__Host-atrium=${token}` })).status).toBe(401);
    const again = await session(atrium, { authorization: `Bearer ${token}` });
    expect(again.text).not.toContain(token);
  });

  it("A12: a wrong password, an unknown address and one without a password get the very same answer", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const bare = await makePerson(atrium, place, ["user"]);
    const suspended = await makePerson(atrium, place, ["user"], { withPassword: true, status: "suspended" });
    const answers: Got[] = [];
    for (const email of [person.email, "nobody@people.example", bare.email, suspended.email]) {
      answers.push(await signIn(email, "wrong horse battery staple"));
    }
    const shape = ({ status, body, headers }: Got) => {
      const { date: _d, "x-request-id": _r, ratelimit: _l, ...rest } = headers;
      return { status, body: { ...body, requestId: "" }, headers: { ...rest, "content-length": "" } };
    };
    expect(answers[0]).toMatchObject({ status: 401, body: { code: "auth.invalid_credentials" } });
    for (const answer of answers) expect(shape(answer)).toEqual(shape(answers[0] ?? answer));
  });

  it("records a sign-in and a refused one, with the way but never the password", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const [, right] = await recordedBy(atrium, () => signIn(person.email, testPassword));
    expect(right).toHaveLength(1);
    expect(right[0]).toMatchObject({
      name: "session.started",
      organization: place.uuid,
      actorType: "user",
      actor: person.uuid,
      targetType: "session",
      data: { methods: ["password"], mode: "cookie", newDevice: false },
    });
    const [, wrong] = await recordedBy(atrium, () => signIn(person.email, "a wrong but long password"));
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatchObject({
      name: "session.refused",
      organization: place.uuid,
      actorType: "anonymous",
    });
    expect(JSON.stringify([...right, ...wrong])).not.toMatch(/horse battery|wrong but long/);
  });

  it("lets in whom a node with a clock ahead of ours made just now", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    await atrium.sql.query("update users set created_at = now() + interval '1 minute' where id = $1", [
      person.uuid,
    ]);
    expect((await signIn(person.email, testPassword)).status).toBe(200);
    const { rows } = await atrium.sql.query(
      "select last_login_at = created_at and last_seen_at = created_at as same from users where id = $1",
      [person.uuid],
    );
    expect(rows).toEqual([{ same: true }]);
  });

  it("C01, C02: five wrong tries close the door for that person, whatever the spelling, node or claimed address", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const spelled = [person.email, person.email.toUpperCase(), ` ${person.email}`];
    const tries: Got[] = [];
    for (let n = 0; n < 6; n++) {
      tries.push(
        await send((n % 2 === 0 ? atrium : other).url, {
          method: "POST",
          path: "/api/v1/auth/login",
          headers: {
            "x-forwarded-for": `10.0.0.${n}`,
            "x-real-ip": `10.0.0.${n}`,
            forwarded: `for=10.0.0.${n}`,
          },
          body: { email: spelled[n % 3], password: "wrong" },
        }),
      );
    }
    expect(tries.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429]);
    expect(Number(tries[5]?.headers["retry-after"])).toBeGreaterThan(0);
    expect((await signIn(person.email, testPassword)).status).toBe(429);
  });

  it("C15: a password beyond 1024 characters is refused before any hashing", async () => {
    const got = await signIn("somebody@people.example", "x".repeat(1025));
    expect(got).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  it("B01: takes one address, not a list, an object or a second key", async () => {
    for (const email of [["a@x.test", "b@x.test"], { a: "a@x.test" }, "a@x.test,b@x.test", 5, null]) {
      const got = await send(atrium.url, {
        method: "POST",
        path: "/api/v1/auth/login",
        body: { email, password: "x" },
      });
      expect(got.status).toBe(400);
    }
  });

  it("D01: a planted session id never becomes a session, and sign-in makes a new one", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const planted = "A".repeat(43);
    const got = await send(atrium.url, {
      method: "POST",
      path: "/api/v1/auth/login",
      headers: { cookie: `__Host-atrium=${planted}`, origin: atrium.url },
      body: { email: person.email, password: testPassword },
    });
    expect(got.status).toBe(200);
    expect(cookieOf(got)).not.toContain(planted);
    expect((await session(atrium, { cookie: `__Host-atrium=${planted}` })).status).toBe(401);
  });

  it("D02: two cookies of one name are nobody's, and a bearer token outweighs a cookie", async () => {
    const one = await makePerson(atrium, place, ["user"], { withPassword: true });
    const cookie = cookieOf(await signIn(one.email, testPassword));
    expect((await session(atrium, { cookie: `${cookie}; ${cookie}` })).status).toBe(401);
    const mixed = await session(atrium, { cookie, authorization: `Bearer ${admin.token}` });
    expect(mixed.body).toMatchObject({ user: { id: admin.userId } });
    const broken = await session(atrium, { cookie, authorization: "Bearer nonsense" });
    expect(broken.status).toBe(401);
  });

  it("D09: what is no token of ours is nobody's", async () => {
    const forged = [
      "Bearer", "Bearer ", `Bearer ${admin.token}x`, `Bearer ${admin.token.slice(0, -1)}`, `Basic ${admin.token}`, "Bearer null",
      "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.", `bearer  ${admin.token}`, `Token ${admin.token}`,
    ]; // prettier-ignore
    for (const authorization of forged) {
      const got = await session(atrium, { authorization });
      expect(got, authorization).toMatchObject({ status: 401, body: { code: "auth.required" } });
      expect(got.headers["www-authenticate"]).toBe('Bearer realm="atrium"');
    }
  });

  describe("D14: a browser's cookie alone writes nothing", () => {
    const write = async (headers: Record<string, string>, raw?: string) => {
      const cookie = cookieOf(await signIn(owner.email, testPassword));
      return send(atrium.url, {
        method: "PATCH",
        path: "/api/v1/me/account",
        headers: { cookie, "content-type": "application/json", ...headers },
        raw: raw ?? '{"locale":"fr"}',
      });
    };
    const localeOf = async () => (await owner.api.accounts.get()).locale;
    const foreign: Record<string, Record<string, string>> = {
      "without an Origin": {},
      "from another site": { origin: "https://evil.example" },
      "from the null origin": { origin: "null" },
      "from a look-alike": { origin: "http://127.0.0.1.evil.example" },
      "from another port": { origin: "http://127.0.0.1:1" },
      "that the browser calls cross-site": { "sec-fetch-site": "cross-site" },
      "that the browser calls same-site": { "sec-fetch-site": "same-site" },
    };
    for (const [name, headers] of Object.entries(foreign)) {
      it(`when the request comes ${name}`, async () => {
        const before = await localeOf();
        expect(await write(headers)).toMatchObject({ status: 403, body: { code: "request.foreign_origin" } });
        expect(await localeOf()).toBe(before);
      });
    }

    it("but does from our own pages", async () => {
      expect((await write({ origin: atrium.url })).status).toBe(200);
      expect((await write({ "sec-fetch-site": "same-origin" })).status).toBe(200);
    });

    it("nor as a form or plain text, nor by a method in a header", async () => {
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
      ]) {
        expect((await write({ origin: atrium.url, "content-type": type })).status).toBe(415);
      }
      const cookie = cookieOf(await signIn(owner.email, testPassword));
      const tricked = await send(atrium.url, {
        path: "/api/v1/auth/logout",
        headers: { cookie, "x-http-method-override": "POST" },
      });
      expect(tricked.status).toBe(405);
      expect((await session(atrium, { cookie })).status).toBe(200);
    });

    it("and nobody is signed in from another site (login CSRF, D15)", async () => {
      const person = await makePerson(atrium, place, ["user"], { withPassword: true });
      const got = await send(atrium.url, {
        method: "POST",
        path: "/api/v1/auth/login",
        headers: { origin: "https://evil.example" },
        body: { email: person.email, password: testPassword },
      });
      expect(got).toMatchObject({ status: 403, body: { code: "request.foreign_origin" } });
      expect(got.headers["set-cookie"]).toBeUndefined();
    });
  });

  it("D03: signing out ends the session at once on every node and clears the cookie", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const cookie = cookieOf(await signIn(person.email, testPassword));
    expect((await session(other, { cookie })).status).toBe(200);
    const [out, events] = await recordedBy(atrium, () =>
      send(atrium.url, {
        method: "POST",
        path: "/api/v1/auth/logout",
        headers: { cookie, origin: atrium.url },
      }),
    );
    expect(out.status).toBe(204);
    expect(out.headers["set-cookie"]?.[0]).toMatch(/^__Host-atrium=; .*Max-Age=0$/);
    expect(events.map(({ name, actor }) => [name, actor])).toEqual([["session.ended", person.uuid]]);
    expect((await session(atrium, { cookie })).status).toBe(401);
    expect(await refusedOn(other, { cookie })).toBe(401);
    const bearer = { authorization: `Bearer ${person.token}` };
    expect((await session(atrium, bearer)).status).toBe(200);
    await person.api.sessions.end();
    expect((await session(atrium, bearer)).status).toBe(401);
    expect(await codeOf(person.api.sessions.end())).toBe("auth.required");
  });

  it("D05: a suspended or deleted person is refused with the next call, here and on another node, and let in again", async () => {
    for (const end of ["suspended", "deleted"] as const) {
      const person = await makePerson(atrium, place, ["manager"]);
      const ask = async (node: Atrium) =>
        (await send(node.url, { path: "/api/v1/users", token: person.token })).status;
      expect([await ask(atrium), await ask(other)]).toEqual([200, 200]);
      const params = { id: person.userId };
      if (end === "deleted") await admin.api.users.delete({ params });
      else await admin.api.users.setStatus({ params, body: { status: "suspended" } });
      expect(await ask(atrium)).toBe(401);
      while ((await ask(other)) === 200) await new Promise((resolve) => setTimeout(resolve, 10));
      if (end === "deleted") await admin.api.users.restore({ params });
      else await admin.api.users.setStatus({ params, body: { status: "active" } });
      expect(await ask(atrium)).toBe(200);
      while ((await ask(other)) !== 200) await new Promise((resolve) => setTimeout(resolve, 10));
    }
  });

  it("F02: the organization of a request is one the caller is in, or nobody's", async () => {
    const elsewhere = await makeOrganization(owner);
    for (const named of [
      elsewhere.id,
      elsewhere.uuid,
      elsewhere.slug,
      atrium.newId(),
      "no-such-place",
      "' or 1=1 --",
    ]) {
      const got = await send(atrium.url, {
        path: "/api/v1/users",
        token: admin.token,
        headers: { "atrium-organization": named },
      });
      expect(got, named).toMatchObject({ status: 403, body: { code: "auth.organization_required" } });
    }
    const ignored = await send(atrium.url, {
      path: "/api/v1/organization",
      token: admin.token,
      headers: { "x-tenant": elsewhere.id, "x-organization-id": elsewhere.id },
    });
    expect(ignored.body).toMatchObject({ id: place.id });
  });

  it("a session ends with its time", async () => {
    const person = await makePerson(atrium, place, ["user"]);
    await atrium.sql.query(
      "update sessions set expires_at = now() - interval '1 second' where account_id = (select account_id from users where id = $1)",
      [person.uuid],
    );
    expect((await session(atrium, { authorization: `Bearer ${person.token}` })).status).toBe(401);
  });
});
