import { createHmac, generateKeyPairSync, sign } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";
import { send } from "../../testing/wire.ts";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const decode = (part = ""): Record<string, unknown> => JSON.parse(Buffer.from(part, "base64url").toString());

describe("access tokens", () => {
  let atrium: Atrium;
  let person: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    person = await makePerson(atrium, await makeOrganization(owner), ["user"]);
  });
  afterAll(() => atrium.close());

  const statusOf = async (token: string): Promise<number> =>
    (await send(atrium.url, { path: "/api/v1/auth/session", token })).status;

  it("are verified by anybody with the published keys", async () => {
    const { body } = await send(atrium.url, { path: "/.well-known/jwks.json" });
    const [key] = body["keys"] as { kid: string; x: string; alg: string }[];
    const [head, claims] = person.token.split(".");
    expect(decode(head)).toEqual({ alg: "EdDSA", typ: "at+jwt", kid: key?.kid });
    expect(decode(claims)).toMatchObject({ iss: "atrium", aud: "atrium" });
    const imported = await crypto.subtle.importKey(
      "jwk",
      { kty: "OKP", crv: "Ed25519", x: key?.x ?? "" },
      "Ed25519",
      false,
      ["verify"],
    );
    const [, , signature = ""] = person.token.split(".");
    const signed = Buffer.from(`${head}.${claims}`);
    expect(await crypto.subtle.verify("Ed25519", imported, Buffer.from(signature, "base64url"), signed)).toBe(
      true,
    );
    expect(JSON.stringify(body)).not.toContain('"d"');
  });

  it("D09: no forgery passes, whatever its header says", async () => {
    const [head = "", claims = "", signature = ""] = person.token.split(".");
    const { kid } = decode(head);
    const said = decode(claims);
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const x = publicKey.export({ format: "jwk" }).x ?? "";
    const { body } = await send(atrium.url, { path: "/api/v1/auth/jwks" });
    const published = (body["keys"] as { x: string }[])[0]?.x ?? "";
    const signedBy = (header: object, text = claims): string => {
      const signing = `${encode(header)}.${text}`;
      return `${signing}.${sign(null, Buffer.from(signing), privateKey).toString("base64url")}`;
    };
    const hmac = (header: object): string => {
      const signing = `${encode(header)}.${claims}`;
      return `${signing}.${createHmac("sha256", Buffer.from(published, "base64url")).update(signing).digest("base64url")}`;
    };
    const typ = "at+jwt";
    const forged: Record<string, string> = {
      "alg none": `${encode({ alg: "none", typ, kid })}.${claims}.AA`,
      "alg None": `${encode({ alg: "None", typ, kid })}.${claims}.AA`,
      "alg nOnE": `${encode({ alg: "nOnE", typ, kid })}.${claims}.AA`,
      "HS256 with the public key": hmac({ alg: "HS256", typ, kid }),
      "a key of its own": signedBy({ alg: "EdDSA", typ, kid }),
      "an embedded key": signedBy({ alg: "EdDSA", typ, kid, jwk: { kty: "OKP", crv: "Ed25519", x } }),
      "a key elsewhere": signedBy({ alg: "EdDSA", typ, kid, jku: "https://evil.example/jwks" }),
      "a certificate elsewhere": signedBy({ alg: "EdDSA", typ, kid, x5u: "https://evil.example/x" }),
      "a kid that climbs": signedBy({ alg: "EdDSA", typ, kid: "../../etc/passwd" }),
      "a kid of SQL": signedBy({ alg: "EdDSA", typ, kid: "' or 1=1 --" }),
      "a kid with NUL": signedBy({ alg: "EdDSA", typ, kid: "tokens-1\u0000" }),
      "another type": `${encode({ alg: "EdDSA", typ: "JWT", kid })}.${claims}.${signature}`,
      "no type": `${encode({ alg: "EdDSA", kid })}.${claims}.${signature}`,
      "other claims": `${head}.${encode({ ...said, sub: atrium.newId() })}.${signature}`,
      "one flipped bit": `${head}.${claims}.${signature.startsWith("A") ? "B" : "A"}${signature.slice(1)}`,
      "a shorter signature": `${head}.${claims}.${signature.slice(0, -4)}`,
      "a longer signature": `${person.token}AA`,
      "a fourth part": `${person.token}.AA`,
      "claims alone": claims,
    };
    for (const [name, token] of Object.entries(forged)) {
      const got = await send(atrium.url, { path: "/api/v1/auth/session", token });
      expect(got, name).toMatchObject({ status: 401, body: { code: "auth.required" } });
    }
    expect(await statusOf(person.token)).toBe(200);
  });

  it("D09: another spelling of the same signature is another token", async () => {
    const last = person.token.at(-1) ?? "";
    const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    // The last character carries spare bits, so its neighbour decodes to the very same bytes.
    const twin = alphabet[alphabet.indexOf(last) ^ 1] ?? "";
    expect(await statusOf(person.token.slice(0, -1) + twin)).toBe(401);
  });

  it("are nothing after their time, and before it", async () => {
    const sid = decode(person.token.split(".")[1])["sid"];
    const claims = {
      sessionId: String(sid),
      accountId: String(decode(person.token.split(".")[1])["sub"]),
      userId: null,
      organizationId: null,
    };
    expect(await statusOf(atrium.app.tokens.issue(claims, 60))).toBe(200);
    expect(await statusOf(atrium.app.tokens.issue(claims, -1))).toBe(401);
    expect(await statusOf(atrium.app.tokens.issue({ ...claims, accountId: atrium.newId() }))).toBe(401);
    expect(await statusOf(atrium.app.tokens.issue({ ...claims, sessionId: atrium.newId() }))).toBe(401);
  });

  it("D03: die with their session at once", async () => {
    const leaving = await makePerson(atrium, { ...(await placeOf()) }, ["user"]);
    expect(await statusOf(leaving.token)).toBe(200);
    await leaving.api.sessions.end();
    expect(await statusOf(leaving.token)).toBe(401);
  });

  async function placeOf() {
    const { rows } = await atrium.sql.query<{ id: string; slug: string }>(
      "select id, slug from organizations where not platform limit 1",
    );
    return { id: rows[0]?.id ?? "", uuid: rows[0]?.id ?? "", slug: rows[0]?.slug ?? "" };
  }
});
