import * as client from "openid-client";
import { refuse, addressOrNull, exactText, groupsOf, nameOrNull, type Asserted } from "./asserted.ts";
import { githubPerson } from "./github.ts";
import type { OidcClients } from "./oidc-client.ts";
import { effectiveSettings } from "./presets.ts";
import type { ConnectionRow } from "./queries.ts";

/** Signatures that only the provider can make; HMAC with the client's secret and "none" are not among them. */
const algorithms = new Set([
  "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519",
]); // prettier-ignore

type Claims = Readonly<Record<string, unknown>>;
export type Returned = { state: string; code?: string | undefined; iss?: string | undefined };
export type Bound = { nonce: string; verifier: string };

export async function authorizationUrl(
  clients: OidcClients,
  connection: ConnectionRow,
  from: Bound & { state: string; redirectUri: string },
): Promise<string> {
  const { scopes = [], issuer } = effectiveSettings(connection);
  const config = await clients.get(connection);
  const parameters: Record<string, string> = {
    redirect_uri: from.redirectUri,
    scope: scopes.join(" "),
    state: from.state,
    code_challenge: await client.calculatePKCECodeChallenge(from.verifier),
    code_challenge_method: "S256",
  };
  if (issuer !== undefined) parameters["nonce"] = from.nonce;
  // Apple answers a request for an address only by a form.
  if (connection.preset === "apple") parameters["response_mode"] = "form_post";
  return client.buildAuthorizationUrl(config, parameters).href;
}

function checkAlgorithm(idToken: string | undefined): void {
  const header = Buffer.from(idToken?.split(".", 1)[0] ?? "", "base64url").toString();
  const alg = (JSON.parse(header) as { alg?: unknown }).alg;
  if (typeof alg !== "string" || !algorithms.has(alg)) refuse("the token's signature is of no accepted kind");
}

/** Strictly true: "false", 1 and "yes" are not; Apple writes it as a text. */
function isVerified(connection: ConnectionRow, claims: Claims): boolean {
  const value = claims["email_verified"];
  return value === true || (connection.preset === "apple" && value === "true");
}

function assertedBy(connection: ConnectionRow, issuer: unknown, subject: unknown, claims: Claims): Asserted {
  const { attributes = {} } = effectiveSettings(connection);
  const amr = claims["amr"];
  return {
    issuer: exactText(issuer, "issuer"),
    subject: exactText(subject, "subject"),
    email: addressOrNull(claims[attributes.email ?? "email"]),
    emailVerified: isVerified(connection, claims),
    firstName: nameOrNull(claims[attributes.firstName ?? "given_name"]),
    lastName: nameOrNull(claims[attributes.lastName ?? "family_name"]),
    groups: groupsOf(claims[attributes.groups ?? "groups"]),
    multi: Array.isArray(amr) && amr.includes("mfa"),
  };
}

/** Exchanges the code and checks everything that came: state, issuer, PKCE, nonce, signature, audience, times. */
export async function finishOidc(
  clients: OidcClients,
  connection: ConnectionRow,
  bound: Bound,
  returned: Returned & { redirectUri: string },
): Promise<Asserted> {
  const config = await clients.get(connection);
  const { issuer, attributes, userinfoEndpoint } = effectiveSettings(connection);
  const isOpenId = issuer !== undefined;
  const url = new URL(returned.redirectUri);
  url.searchParams.set("state", returned.state);
  url.searchParams.set("code", returned.code ?? "");
  if (returned.iss !== undefined) url.searchParams.set("iss", returned.iss);
  const tokens = await client.authorizationCodeGrant(config, url, {
    pkceCodeVerifier: bound.verifier,
    expectedState: returned.state,
    ...(isOpenId ? { expectedNonce: bound.nonce, idTokenExpected: true } : {}),
  });
  if (!isOpenId) {
    const ask = async (at: string): Promise<unknown> => {
      const answer = await client.fetchProtectedResource(config, tokens.access_token, new URL(at), "GET");
      return answer.ok
        ? ((await answer.json()) as unknown)
        : refuse(`the provider answered ${answer.status}`);
    };
    const claims = (await ask(userinfoEndpoint ?? "")) as Claims;
    const found = connection.preset === "github" ? await githubPerson(claims, ask) : claims;
    return assertedBy(connection, config.serverMetadata().issuer, found[attributes?.subject ?? "sub"], found);
  }
  checkAlgorithm(tokens.id_token);
  const claims = tokens.claims();
  if (claims === undefined) return refuse("there is no ID token");
  const asked = claims["email"] === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
  const more: Claims = asked ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
  return assertedBy(connection, claims.iss, claims.sub, { ...more, ...claims });
}
