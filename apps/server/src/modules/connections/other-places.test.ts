import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { openBrowser } from "../../testing/browser.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  testPassword,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { withTotp } from "../../testing/factors.ts";
import { client, startOpenId, type OpenId } from "./openid.fixture.ts";

describe("people of several organizations, one of which has a provider of its own", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let elsewhere: Place;
  let openId: OpenId;
  let connection: string;
  let boss: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    [place, elsewhere] = [await makeOrganization(owner), await makeOrganization(owner)];
    boss = await makePerson(atrium, place, ["super-admin"], { withPassword: true });
    openId = await startOpenId(`${atrium.url}/auth/sso/callback`);
    const settings = { issuer: openId.issuer, clientId: client.id, scopes: ["openid", "email"] };
    const made = await boss.api.connections.create({
      body: {
        kind: "oidc", name: "OpenID", jit: true, defaultRole: "user", domains: ["corp.example"], settings,
        clientSecret: client.secret,
      }, // prettier-ignore
    });
    connection = made.id;
    await atrium.sql.query("update connection_domains set proven_at = now()");
  });
  afterAll(async () => {
    await openId.close();
    await atrium.close();
  });

  /** The provider says who comes; answers the browser and where the sign-in stands. */
  async function comeIn(sub: string) {
    openId.become(sub, { email: `${sub}@corp.example`, email_verified: true });
    const browser = openBrowser();
    const start = `${atrium.url}/api/v1/auth/sso/${connection}/start`;
    const begun = await browser.go(start, { body: { returnTo: "/me" } });
    const { url } = await browser.follow(String(begun.body["url"]), `${atrium.url}/auth/sso/callback`);
    const { searchParams: said } = new URL(url);
    const got = await browser.go(`${atrium.url}/api/v1/auth/sso/callback`, {
      body: Object.fromEntries(said),
    });
    return { browser, got };
  }
  const enter = async (organization: Place, status = "active") => {
    await atrium.sql.query(
      `insert into users (organization_id, id, account_id, email, display_name, name_key, status, created_at, updated_at)
       select $1, $2, account_id, email, 'There', 'there', $4, now(), now() from users where organization_id = $3
       and not exists (select from users u where u.organization_id = $1 and u.account_id = users.account_id)
       and account_id is not null and email like '%@corp.example'`,
      [organization.uuid, atrium.newId(), place.uuid, status],
    );
  };

  it("C10: a place that keeps the person out for now is one of theirs all the same", async () => {
    await comeIn("bea");
    await enter(elsewhere, "suspended");
    const { browser } = await comeIn("bea");
    const begun = await browser.go(`${atrium.url}/api/v1/me/factors/totp`, { body: {} });
    expect(begun.body).toMatchObject({ code: "auth.step_up_required" });
  });

  it("C10, J14: a provider's word sets up no first factor, which would open every other place of the person", async () => {
    expect((await comeIn("ann")).got.body).toMatchObject({ next: "done" });
    await enter(elsewhere);
    await withTotp(atrium, boss);
    await boss.api.sessions.stepUp({ body: { password: testPassword } });
    const { version } = await boss.api.policies.get();
    await boss.api.policies.update({ body: { mfa: { mode: "required" } } }, { version });
    await atrium.app.relay.idle();
    const { browser, got } = await comeIn("ann");
    expect(got.body).toMatchObject({ next: "done", ticket: null });
    const users = await browser.go(`${atrium.url}/api/v1/users`);
    expect(users.body).toMatchObject({ code: "auth.factor_required" });
    const begun = await browser.go(`${atrium.url}/api/v1/me/factors/totp`, { body: {} });
    expect(begun.body).toMatchObject({ code: "auth.step_up_required" });
  });

  it("C10: what one organization's provider says is no factor in another one", async () => {
    const careful = await makeOrganization(owner);
    const person = await makePerson(atrium, careful, ["admin"]);
    await atrium.sql.query(
      `insert into sign_in_policies (organization_id, settings, updated_at, version)
       values ($1, '{"mfa": {"mode": "required"}}', now(), 1)`,
      [careful.uuid],
    );
    const at = new Date().toISOString();
    const proofs = [
      { method: "oidc", at, acr: "multi", within: place.uuid },
      { method: "password", at },
    ];
    await atrium.sql.query("update sessions set proofs = $2 where account_id = $1", [
      parseId("account", person.accountId),
      JSON.stringify(proofs),
    ]);
    await expect(person.api.users.list({})).rejects.toMatchObject({ code: "auth.factor_required" });
  });
});
