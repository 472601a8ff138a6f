import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { setUpPlatform, testPassword } from "../src/testing/people.ts";
import { send } from "../src/testing/wire.ts";

describe("an Atrium with a public origin of its own", () => {
  let atrium: Atrium;
  const headers = { host: "people.example" };

  beforeAll(async () => {
    atrium = await startTestAtrium({ publicUrl: new URL("https://people.example") });
    await setUpPlatform(atrium);
  });
  afterAll(() => atrium.close());

  it("serves that name and the machine's own, not its address or a neighbour (F07)", async () => {
    for (const host of ["people.example", "PEOPLE.example:443", "localhost:3000", "127.0.0.1"]) {
      expect((await send(atrium.url, { path: "/livez", headers: { host } })).status, host).toBe(200);
    }
    for (const host of ["192.0.2.1", "www.people.example", "people.example.evil", "evil.example"]) {
      expect((await send(atrium.url, { path: "/livez", headers: { host } })).status, host).toBe(421);
    }
  });

  it("N07: keeps browsers on https for more than a year", async () => {
    for (const path of ["/api/v1/setup", "/api/v1/nothing", "/livez", "/problems/user.self", "/api-docs"]) {
      const got = await send(atrium.url, { path, headers });
      const age = /max-age=(\d+); includeSubDomains/.exec(
        String(got.headers["strict-transport-security"]),
      )?.[1];
      expect(Number(age), path).toBeGreaterThanOrEqual(31_536_000);
    }
  });

  it("gives the guarded cookie, to its own origin alone (D15)", async () => {
    const body = { email: "owner@platform.example", password: testPassword };
    const signIn = (origin: string) =>
      send(atrium.url, { method: "POST", path: "/api/v1/auth/login", headers: { ...headers, origin }, body });
    const got = await signIn("https://people.example");
    expect(got.headers["set-cookie"]?.[0]).toMatch(
      /^__Host-atrium=.*; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    );
    expect((await signIn("https://people.example.evil")).status).toBe(403);
    expect((await signIn("https://people.example:8443")).status).toBe(403);
  });

  it("points problems to its own pages", async () => {
    const got = await send(atrium.url, { path: "/api/v1/nothing", headers });
    expect(got.body["type"]).toBe("https://people.example/problems/request.not_found");
  });
});
