import { createPublicKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseId } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { openBrowser } from "../../testing/browser.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";
import { startForgingOpenId, type Forgery } from "./forging-openid.fixture.ts";
import { client } from "./openid.fixture.ts";

const right = { alg: "RS256", kid: "one" };

describe("J11: ID tokens that a provider did not make for this sign-in", () => {
  let atrium: Atrium;
  let boss: Person;
  let id: string;
  let openId: Awaited<ReturnType<typeof startForgingOpenId>>;
  let write: (forgery: Forgery) => string = () => "";

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    boss = await makePerson(atrium, await makeOrganization(owner), ["super-admin"]);
    openId = await startForgingOpenId((forgery) => write(forgery));
    ({ id } = await boss.api.connections.create({
      body: {
        kind: "oidc", name: "Forge", jit: true, domains: ["forge.example"], clientSecret: client.secret,
        settings: { issuer: openId.issuer, clientId: client.id },
      }, // prettier-ignore
    }));
    await atrium.sql.query("update connection_domains set proven_at = now() where connection_id = $1", [
      parseId("connection", id),
    ]);
  });
  afterAll(async () => {
    await openId.close();
    await atrium.close();
  });

  async function tryWith(made: (forgery: Forgery) => string, by = id): Promise<string> {
    write = made;
    const browser = openBrowser();
    const begun = await browser.go(`${atrium.url}/api/v1/auth/sso/${by}/start`, { body: {} });
    const body = openId.visit(String(begun.body["url"]));
    const got = await browser.go(`${atrium.url}/api/v1/auth/sso/callback`, { body });
    return got.status === 200 ? String(got.body["next"]) : String(got.body["code"]);
  }
  const changed =
    (change: Record<string, unknown>) =>
    ({ jwt, claims }: Forgery) =>
      jwt(right, { ...claims, ...change });

  const forgeries: Record<string, (forgery: Forgery) => string> = {
    "no signature": ({ jwt, claims }) => jwt({ alg: "none" }, claims, null),
    "no signature, spelled otherwise": ({ jwt, claims }) => jwt({ alg: "nOnE" }, claims, null),
    "HMAC with the client's secret": ({ jwt, claims }) => jwt({ alg: "HS256" }, claims, client.secret),
    "HMAC with the public key": ({ jwt, claims, key }) =>
      jwt({ alg: "HS256" }, claims, createPublicKey(key).export({ type: "spki", format: "pem" }).toString()),
    "another key": ({ jwt, claims, stranger }) => jwt(right, claims, stranger),
    "a key that it brings itself": ({ jwt, claims, stranger }) =>
      jwt({ ...right, jwk: createPublicKey(stranger).export({ format: "jwk" }) }, claims, stranger),
    "a key from elsewhere": ({ jwt, claims, stranger }) =>
      jwt({ ...right, kid: "two", jku: "http://127.0.0.1:1/jwks" }, claims, stranger),
    "another issuer": changed({ iss: "https://other.example" }),
    "another audience": changed({ aud: "other" }),
    "several audiences and no azp": changed({ aud: [client.id, "other"] }),
    "another azp": changed({ aud: [client.id, "other"], azp: "other" }),
    "another nonce": changed({ nonce: "other" }),
    "no nonce": changed({ nonce: undefined }),
    expired: changed({ exp: 1_700_000_000 }),
    "no end": changed({ exp: undefined }),
    "from the future": changed({ iat: 4_000_000_000, nbf: 4_000_000_000 }),
    "no subject": changed({ sub: "" }),
    "an odd subject": changed({ sub: "a\u0000b" }),
    "a megabyte": changed({ more: "x".repeat(1_100_000) }),
    "no token": () => "",
    rubbish: () => "a.b.c",
  };
  for (const [name, made] of Object.entries(forgeries)) {
    it(`is refused: ${name}`, async () => {
      expect(await tryWith(made)).toBe("sso.refused");
    });
  }

  it("asks for a provider's keys no more often than it must, whatever key is named", async () => {
    const before = openId.keysAsked();
    for (let n = 0; n < 10; n++)
      await tryWith(({ jwt, claims, stranger }) => jwt({ ...right, kid: `unknown${n}` }, claims, stranger));
    expect(openId.keysAsked() - before).toBeLessThanOrEqual(1);
  });

  it("lets the right one in", async () => {
    expect(await tryWith(changed({}))).toBe("done");
  });

  it("asks a provider that speaks plain OAuth who came, by the names that the settings give its fields", async () => {
    const at = (path: string): string => `${openId.issuer}${path}`;
    const settings = {
      clientId: client.id, scopes: ["person"], authorizationEndpoint: at("/authorize"), tokenEndpoint: at("/token"),
      userinfoEndpoint: at("/person"), attributes: { subject: "id", email: "mail" },
    }; // prettier-ignore
    const plain = await boss.api.connections.create({
      body: { kind: "oidc", name: "Plain", jit: true, clientSecret: client.secret, settings },
    });
    await atrium.sql.query("update connection_domains set connection_id = $1", [
      parseId("connection", plain.id),
    ]);
    expect(await tryWith(() => "", plain.id)).toBe("done");
    await atrium.sql.query("update connection_domains set connection_id = $1", [parseId("connection", id)]);
    const { rows } = await atrium.sql.query(
      "select subject, email from identities where email = 'plain@forge.example'",
    );
    expect(rows).toEqual([{ subject: "42", email: "plain@forge.example" }]);
  });

  it("C10: where a second factor is wanted, a provider's word is one factor, unless the organization trusts it for two", async () => {
    const policy = await boss.api.policies.get();
    await atrium.sql.query(
      `insert into passkeys (id, account_id, rp_id, credential_id, public_key, sign_count, transports, backed_up, name, created_at)
       values ($1, $2, 'localhost', 'boss', '', 0, '{}', false, 'Boss', now())`,
      [atrium.newId(), parseId("account", boss.accountId)],
    );
    const mfa = { mode: "required" } as const;
    await boss.api.policies.update({ body: { mfa } }, { version: policy.version });
    await atrium.app.relay.idle();
    const multi = changed({ amr: ["pwd", "mfa"] });
    expect(await tryWith(changed({}))).toBe("enrol");
    expect(await tryWith(multi)).toBe("enrol");
    expect(await tryWith(changed({ sub: "first", email: "first@forge.example" }))).toBe("enrol");
    await atrium.sql.query(
      "update connections set settings = settings || '{\"trustsFactors\": true}' where id = $1",
      [parseId("connection", id)],
    );
    expect(await tryWith(changed({}))).toBe("enrol");
    expect(await tryWith(multi)).toBe("done");
  });
});
