import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createClient } from "@atrium/sdk";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { recordedBy } from "../src/testing/recorded.ts";
import { send, type Got } from "../src/testing/wire.ts";

describe("K02: a call that is sent again", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let admin: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
  });
  afterAll(() => atrium.close());

  const create = (
    key: string,
    email: string,
    by: Person = admin,
    headers: Record<string, string> = {},
    url = atrium.url,
  ): Promise<Got> =>
    send(url, {
      method: "POST",
      path: "/api/v1/users",
      token: by.token,
      headers: { "idempotency-key": key, ...headers },
      body: { email },
    });
  const people = async (email: string): Promise<number> =>
    (await atrium.sql.query("select 1 from users where email = $1", [email])).rows.length;

  it("with its key has one effect and the same answer, marked as the old one", async () => {
    const [first, events] = await recordedBy(atrium, () => create("again", "again@example.com"));
    const [second, nothing] = await recordedBy(atrium, () => create("again", "again@example.com"));
    expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
    expect([first.headers["idempotent-replayed"], second.headers["idempotent-replayed"]]).toEqual([
      undefined,
      "true",
    ]);
    expect([events.length, nothing.length]).toEqual([1, 0]);
  });

  it("with its key on another node has the same answer", async () => {
    const beside = await startTestAtrium({ beside: atrium });
    try {
      const first = await create("nodes", "nodes@example.com");
      const second = await create("nodes", "nodes@example.com", admin, {}, beside.url);
      expect([second.status, second.text]).toEqual([201, first.text]);
    } finally {
      await beside.close();
    }
  });

  it("fifty times at once has one effect; the others hear the same or that it still runs", async () => {
    const got = await Promise.all(Array.from({ length: 50 }, () => create("fifty", "fifty@example.com")));
    expect(await people("fifty@example.com")).toBe(1);
    const done = got.filter(({ status }) => status === 201);
    expect(new Set(done.map(({ text }) => text)).size).toBe(1);
    const waiting = got.filter(({ status }) => status !== 201);
    for (const each of waiting) {
      expect(each).toMatchObject({ status: 409, body: { code: "idempotency.running" } });
      expect(each.headers["retry-after"]).toBe("1");
    }
    expect((await create("fifty", "fifty@example.com")).text).toBe(done[0]?.text);
  });

  it("with its key and another body, or for another operation, is refused", async () => {
    await create("bound", "bound@example.com");
    expect(await create("bound", "other@example.com")).toMatchObject({
      status: 422,
      body: { code: "idempotency.mismatch" },
    });
    const elsewhere = await send(atrium.url, {
      method: "POST",
      path: `/api/v1/users/${admin.userId}/roles`,
      token: admin.token,
      headers: { "idempotency-key": "bound" },
      body: { role: "editor" },
    });
    expect(elsewhere.body["code"]).toBe("idempotency.mismatch");
    expect(await people("other@example.com")).toBe(0);
  });

  it("with the same key by another person, or in another organization, is another call", async () => {
    const colleague = await makePerson(atrium, place, ["admin"]);
    const stranger = await makePerson(atrium, await makeOrganization(owner), ["admin"]);
    expect((await create("same", "one@example.com")).status).toBe(201);
    expect((await create("same", "two@example.com", colleague)).status).toBe(201);
    expect((await create("same", "one@example.com", stranger)).status).toBe(201);
    const [here, there] = [await makeOrganization(owner), await makeOrganization(owner)];
    for (const { id } of [here, there]) {
      const got = await create("owner", "in.both@example.com", owner, { "atrium-organization": id });
      expect(got.headers["idempotent-replayed"]).toBeUndefined();
      expect(got.status).toBe(201);
    }
  });

  it("that failed has left no key: it is done when it is sent again", async () => {
    const { id } = await admin.api.users.create({ body: { email: "in.the.way@example.com" } });
    expect((await create("failed", "in.the.way@example.com")).status).toBe(409);
    await admin.api.users.delete({ params: { id } });
    expect((await create("failed", "in.the.way@example.com")).status).toBe(201);
  });

  it("with a key that is none is refused", async () => {
    for (const key of ["x".repeat(201), "has space", "é"]) {
      const got = await create(encodeURI(key) === key ? key : "has space", "nokey@example.com");
      expect(got, key).toMatchObject({ status: 400, body: { code: "request.malformed" } });
    }
    expect(await people("nokey@example.com")).toBe(0);
  });

  it("to sign in is never answered from memory: a token is shown once", async () => {
    const person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const { testPassword } = await import("../src/testing/people.ts");
    const signIn = () =>
      createClient({ baseUrl: atrium.url, token: person.token }).sessions.create(
        { body: { email: person.email, password: testPassword, mode: "token" } },
        { idempotencyKey: "sign-in" },
      );
    const [first, second] = [await signIn(), await signIn()];
    expect(first.token).not.toBe(second.token);
    const { rows } = await atrium.sql.query("select 1 from idempotency_keys where key = 'sign-in'");
    expect(rows).toEqual([]);
  });
});
