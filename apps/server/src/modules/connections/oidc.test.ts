import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { openBrowser } from "./browser.fixture.ts";
import { client, startOpenId, type OpenId } from "./openid.fixture.ts";

describe("signing in through an OpenID provider", () => {
  let atrium: Atrium;
  let owner: Person;
  let place: Place;
  let boss: Person;
  let openId: OpenId;
  const txt = new Map<string, string>();

  beforeAll(async () => {
    atrium = await startTestAtrium({
      parts: { resolveTxt: (name) => Promise.resolve([txt.get(name) ?? "v=other"]) },
    });
    ({ owner } = await setUpPlatform(atrium));
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    openId = await startOpenId(`${atrium.url}/auth/sso/callback`);
  });
  afterAll(async () => {
    await openId.close();
    await atrium.close();
  });

  it("brings a person of the proven domain here at their first sign-in, with the roles of their groups", async () => {
    const made = await boss.api.connections.create({
      body: {
        kind: "oidc", name: "Ours", jit: true, defaultRole: "user", domains: ["corp.example"],
        settings: { issuer: openId.issuer, clientId: client.id, scopes: ["openid", "email", "profile", "groups"] },
        clientSecret: client.secret,
        roleMap: [{ value: "editors", role: "editor" }],
      }, // prettier-ignore
    });
    const [claimed] = made.domains;
    txt.set(claimed?.record.name ?? "", claimed?.record.value ?? "");
    await boss.api.connections.proveDomain({ params: { id: made.id }, body: { domain: "corp.example" } });
    openId.become("42", {
      email: "Ann@corp.example",
      email_verified: true,
      given_name: "Ann",
      family_name: "Lee",
      groups: ["editors"],
    });
    const browser = openBrowser();
    const begun = await browser.go(`${atrium.url}/api/v1/auth/sso/${made.id}/start`, {
      body: { returnTo: "/me" },
    });
    expect(begun.status, begun.text).toBe(200);
    const back = await browser.follow(String(begun.body["url"]), `${atrium.url}/me`);
    expect(back.url, back.got?.text).toBe(`${atrium.url}/me`);
    const session = await browser.go(`${atrium.url}/api/v1/auth/session`);
    expect(session.body).toMatchObject({ account: { email: "ann@corp.example" } });
    const { rows } = await atrium.sql.query(
      "select name, data from events where name like 'identity%' or name='user.created' order by id",
    );
    console.log(rows);
  });
});
