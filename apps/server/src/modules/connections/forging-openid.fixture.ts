import { createHmac, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import { client, closed, listen } from "./openid.fixture.ts";

type Json = Record<string, unknown>;
const part = (value: Json): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export type Forgery = {
  readonly issuer: string;
  readonly key: KeyObject;
  readonly stranger: KeyObject;
  /** The claims that would be right. */
  readonly claims: Json;
  readonly jwt: (header: Json, claims: Json, key?: KeyObject | string | null) => string;
};

/** A provider that answers with whatever ID token a test writes. */
export async function startForgingOpenId(write: (forgery: Forgery) => string) {
  const [{ privateKey: key }, { privateKey: stranger }] = [
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
    generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ];
  let nonce = "";
  let keysAsked = 0;
  let issuer = "";
  const jwt: Forgery["jwt"] = (header, claims, by = key) => {
    const body = `${part(header)}.${part(claims)}`;
    if (by === null) return `${body}.`;
    const signature =
      typeof by === "string"
        ? createHmac("sha256", by).update(body).digest()
        : sign("sha256", Buffer.from(body), by);
    return `${body}.${signature.toString("base64url")}`;
  };
  const token = (): string => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer, aud: client.id, sub: "forged", nonce, iat: seconds, exp: seconds + 300, email: "forged@forge.example",
      email_verified: true,
    }; // prettier-ignore
    return write({ issuer, key, stranger, claims, jwt });
  };
  const answers: Record<string, () => Json> = {
    "/.well-known/openid-configuration": () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
    }),
    "/jwks": () => {
      keysAsked++;
      return {
        keys: [{ ...createPublicKey(key).export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
      };
    },
    "/token": () => {
      const idToken = token();
      const plain = { access_token: "access", token_type: "bearer" };
      return idToken === "" ? plain : { ...plain, id_token: idToken };
    },
    "/person": () => ({ id: 42, mail: "plain@forge.example", email_verified: true, given_name: "Plain" }),
  };
  const server = createServer((request, response) => {
    const answer = answers[new URL(request.url ?? "/", "http://x").pathname];
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  issuer = await listen(server);
  return {
    issuer,
    keysAsked: () => keysAsked,
    /** What a browser would be sent back with. */
    visit(url: string): { state: string; code: string } {
      const { searchParams } = new URL(url);
      nonce = searchParams.get("nonce") ?? "";
      return { state: searchParams.get("state") ?? "", code: "code" };
    },
    close: () => closed(server),
  };
}
