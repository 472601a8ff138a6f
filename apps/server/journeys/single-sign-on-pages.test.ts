import { parseId } from "@atrium/contracts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { client, startOpenId, type OpenId } from "../src/modules/connections/openid.fixture.ts";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import { openBrowser } from "../src/testing/browser.ts";
import { openFormBrowser, type Visit } from "../src/testing/form-browser.ts";
import { makeOrganization, makePerson, setUpPlatform } from "../src/testing/people.ts";

describe("signing in through an organization, by forms", () => {
  let atrium: Atrium;
  let provider: OpenId;
  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    const place = await makeOrganization(owner);
    const boss = await makePerson(atrium, place, ["super-admin"], { email: "boss@corp.example" });
    provider = await startOpenId(`${atrium.url}/auth/sso/callback`);
    const { id } = await boss.api.connections.create({
      body: {
        kind: "oidc",
        name: "Corp",
        jit: true,
        defaultRole: "user",
        domains: ["corp.example"],
        settings: { issuer: provider.issuer, clientId: client.id, scopes: ["openid", "email"] },
        clientSecret: client.secret,
      },
    });
    await atrium.sql.query("update connection_domains set proven_at = now() where connection_id = $1", [
      parseId("connection", id),
    ]);
  });
  afterAll(async () => {
    await provider.close();
    await atrium.close();
  });

  const addressIn = (page: Visit): string =>
    (/http-equiv="refresh"\s+content="0;url=([^"]+)"/.exec(page.text)?.[1] ?? "").replaceAll("&amp;", "&");
  /** Signs in at the provider and answers with the way back. */
  async function atProvider(address: string): Promise<string> {
    provider.become("ann", { email: "ann@corp.example", email_verified: true });
    const { url } = await openBrowser().follow(address, `${atrium.url}/auth/sso/callback`);
    return url.slice(atrium.url.length);
  }

  it("finds the organization by the address, goes there by a page and comes back signed in", async () => {
    const browser = openFormBrowser(atrium.url);
    const page = await browser.get("/auth/login?return=/me");
    const unknown = await browser.submit(page, { email: "ann@elsewhere.example", way: "sso" });
    expect(unknown.words).toContain("No organization's sign-in belongs to this address");
    expect((await browser.submit(page, { way: "sso" })).words).toContain("Type your e-mail address first");
    const onward = await browser.submit(page, { email: "ann@corp.example", way: "sso" });
    expect([onward.status, addressIn(onward).startsWith(provider.issuer)]).toEqual([200, true]);
    const back = await browser.get(await atProvider(addressIn(onward)));
    expect([back.status, back.headers.location]).toEqual([303, "/me"]);
    expect((await browser.get("/api/v1/auth/session")).body).toMatchObject({
      account: { email: "ann@corp.example" },
    });
  });

  it("offers the way after a password that is wrong, whoever has an account", async () => {
    for (const email of ["nobody@corp.example", "boss@corp.example"]) {
      const browser = openFormBrowser(atrium.url);
      const page = await browser.post("/auth/login", { email, password: "not the right one" });
      expect(page.words).toContain("Continue with Corp");
      const onward = await browser.submit(page, {}, "/auth/sso");
      expect(addressIn(onward).startsWith(provider.issuer)).toBe(true);
    }
  });

  it("D15: an answer that was not asked for, asked for elsewhere or used before signs nobody in", async () => {
    const [asked, other] = [openFormBrowser(atrium.url), openFormBrowser(atrium.url)];
    const page = await asked.post("/auth/login", { email: "ann@corp.example", way: "sso" });
    const back = await atProvider(addressIn(page));
    for (const path of [
      back,
      "/auth/sso/callback",
      "/auth/sso/callback?state=s.never-issued-by-the-server-0000000000000000000&code=x",
      "/auth/sso/callback?error=%3Cscript%3E",
    ]) {
      const got = await other.get(path);
      expect(got.headers.location, path).toBe("/auth/login?error=sso.state_invalid");
      expect(other.cookies.has("__Host-atrium")).toBe(false);
    }
    expect((await asked.get(back)).headers.location).toBe("/");
    expect((await asked.get(back)).headers.location).toBe("/auth/login?error=sso.state_invalid");
    const told = await other.get("/auth/login?error=sso.state_invalid");
    expect(told.words).toContain("was not begun in this browser");
  });

  it("turns the form of a provider into a visit, which alone brings our cookies", async () => {
    const browser = openFormBrowser(atrium.url);
    const headers = { origin: "https://provider.example", "sec-fetch-site": "cross-site" };
    const got = await browser.post("/auth/sso/callback", { state: "s.x", code: "y", evil: "z" }, headers);
    expect([got.status, got.headers.location]).toEqual([303, "/auth/sso/callback?state=s.x&code=y"]);
  });
});
