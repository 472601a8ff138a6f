import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export type Claims = Record<string, unknown>;
export type OpenId = {
  readonly issuer: string;
  /** Who signs in next, with what the provider says of them. */
  readonly become: (sub: string, claims: Claims) => void;
  readonly close: () => Promise<void>;
};

export const client = { id: "atrium", secret: "the secret that both of them know" };

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}

/** A real OpenID provider whose person signs in without being asked. */
export async function startOpenId(redirectUri: string): Promise<OpenId> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const server = createServer((request, response) => handle(request, response));
  const issuer = await listen(server);
  const people = new Map<string, Claims>();
  let next = "";
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        token_endpoint_auth_method: "client_secret_post",
        redirect_uris: [redirectUri],
      },
    ],
    findAccount: (_context, sub) => ({
      accountId: sub,
      claims: () => ({ ...people.get(sub), sub }),
    }),
    claims: {
      openid: ["sub"],
      email: ["email", "email_verified"],
      profile: ["given_name", "family_name"],
      groups: ["groups"],
    },
    scopes: ["openid", "email", "profile", "groups"],
    cookies: { keys: ["for the test alone"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    pkce: { required: () => true },
  });
  const callback = provider.callback();
  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { params } = await provider.interactionDetails(request, response);
    const grant = new provider.Grant({ accountId: next, clientId: String(params["client_id"]) });
    grant.addOIDCScope("openid email profile groups");
    const result = { login: { accountId: next }, consent: { grantId: await grant.save() } };
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  handle = (request, response) =>
    void (request.url?.startsWith("/interaction/") === true
      ? signIn(request, response)
      : callback(request, response));
  return {
    issuer,
    become(sub, claims) {
      next = sub;
      people.set(sub, claims);
    },
    close: () => closed(server),
  };
}
