import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { defaultLimits } from "@atrium/contracts";
import { fixedClock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { allContracts } from "../src/testing/samples.ts";
import { send, type Got, type Sent } from "../src/testing/wire.ts";

describe("the published limits", () => {
  const clock = fixedClock("2026-05-01T08:00:00Z");
  let atrium: Atrium;
  let place: Place;

  beforeAll(async () => {
    atrium = await startTestAtrium({ clock, rateScale: 1 });
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
  });
  afterAll(() => atrium.close());

  const someone = () => makePerson(atrium, place, ["admin"]);
  const ask = (by: Person, sent: Sent): Promise<Got> => send(atrium.url, { token: by.token, ...sent });
  async function many(times: number, one: (n: number) => Promise<Got>): Promise<Got[]> {
    const got: Got[] = [];
    for (let n = 0; n < times; n++) got.push(await one(n));
    return got;
  }

  it("are told on each answer and count down", async () => {
    const by = await someone();
    const [first, second] = await many(2, () => ask(by, { path: "/api/v1/users" }));
    expect(first?.headers["ratelimit-policy"]).toBe('"users.list";q=100;w=60');
    expect(first?.headers["ratelimit"]).toMatch(/^"users.list";r=99;t=\d+$/);
    expect(second?.headers["ratelimit"]).toMatch(/^"users.list";r=98;t=\d+$/);
  });

  it("past them the answer is 429 with the time to wait, without any effect, and after it all is well again", async () => {
    const by = await someone();
    const create = (n: number) =>
      ask(by, { method: "POST", path: "/api/v1/users", body: { email: `limit${n}@example.com` } });
    const got = await many(12, create);
    expect(got.map(({ status }) => status)).toEqual([...Array.from({ length: 10 }, () => 201), 429, 429]);
    const refused = got[10];
    expect(refused?.body).toMatchObject({ code: "limit.exceeded", limit: 10, windowSeconds: 60 });
    const wait = Number(refused?.headers["retry-after"]);
    expect(wait).toBeGreaterThan(0);
    const { rows } = await atrium.sql.query("select 1 from users where email like 'limit%'");
    expect(rows).toHaveLength(10);
    clock.advance(wait * 1000);
    expect((await create(12)).status).toBe(201);
  });

  it("count for a person, not for their neighbours, and for one operation, not for the others", async () => {
    const [one, other] = [await someone(), await someone()];
    const remove = (by: Person) => ask(by, { method: "DELETE", path: `/api/v1/users/${atrium.newId()}` });
    const got = await many(11, () => remove(one));
    expect(got.at(-1)?.status).toBe(429);
    expect((await remove(other)).status).toBe(404);
    expect((await ask(one, { path: "/api/v1/users" })).status).toBe(200);
  });

  it("N10: are not evaded by another name of the path, a second session or a claimed address", async () => {
    const by = await someone();
    const paths = ["/api/v1/roles", "/api/roles", "/api/v2/admin/roles"];
    const got = await many(101, (n) =>
      ask(by, {
        path: paths[n % 3] ?? "",
        headers: { "x-forwarded-for": `10.1.${n % 250}.1`, "x-real-ip": `10.2.0.${n % 250}` },
      }),
    );
    expect(got.filter(({ status }) => status === 200)).toHaveLength(100);
    expect(got.at(-1)?.status).toBe(429);
  });

  it("count by address for who is not signed in, whatever address is claimed", async () => {
    const got = await many(34, (n) =>
      send(atrium.url, {
        method: "POST",
        path: "/api/v1/auth/login",
        headers: { "x-forwarded-for": `10.3.0.${n}` },
        body: { email: `spray${n}@example.com`, password: "wrong" },
      }),
    );
    expect(got.filter(({ status }) => status === 401).length).toBe(30);
    expect(got.at(-1)).toMatchObject({ status: 429, body: { code: "limit.exceeded" } });
  });

  it("every operation has one", () => {
    for (const { id, limit, method } of allContracts) {
      const { limit: most, windowSeconds } = limit ?? defaultLimits[method];
      expect(most, id).toBeGreaterThan(0);
      expect(windowSeconds, id).toBeGreaterThan(0);
    }
  });
});
