import type { IncomingMessage } from "node:http";
import type { Caller } from "#kernel/caller";
import { readCredential, type Credential } from "#kernel/http/credentials";
import type { Identify } from "#kernel/http/routes";
import { Problem } from "#kernel/problem";

export type HandshakeRules = {
  readonly identify: Identify;
  readonly allowedOrigin: (origin: string | undefined, host: string | undefined) => boolean;
  readonly cookieName: (request: IncomingMessage) => string;
};

/** Who listens, and what to ask again when their rights may have changed. */
export type Listening = {
  readonly caller: Caller;
  readonly credential: Credential;
  readonly organization: string | null;
  readonly impersonation: string | null;
};

const knownParameters = new Set(["EIO", "transport", "t"]);

/** Addresses are logged and shared: one that carries anything of its own, a token above all, is refused. */
export function plainAddress(request: IncomingMessage): boolean {
  const url = URL.parse(request.url ?? "", "http://localhost");
  return url !== null && [...url.searchParams.keys()].every((key) => knownParameters.has(key));
}

/**
 * Looks at the request before it becomes a socket. What its headers carry must be somebody's; with no credential there
 * a token may still come in the first frame, but never from another site's page.
 */
export async function admitRequest(
  request: IncomingMessage,
  rules: HandshakeRules,
): Promise<{ credential: Credential | null } | null> {
  const { origin, host } = request.headers;
  const ours = rules.allowedOrigin(origin, host);
  if (origin !== undefined && !ours) return null;
  const credential = credentialOf(() => readCredential(request.headers, rules.cookieName(request)));
  if (credential === undefined) return null;
  if (credential === null) return { credential: null };
  if (credential.kind === "cookie" && !ours) return null;
  const caller = await rules.identify(credential, null);
  return caller === null || caller.accountId === null ? null : { credential };
}

type Sent = { token: Credential | null; organization: string | null; impersonation: string | null };
const isWord = (value: unknown): value is string | null | undefined =>
  value === undefined || value === null || typeof value === "string";

/** The payload of the first frame: `{ token?, organization?, impersonation? }` and nothing else. */
function readPayload(payload: unknown): Sent | null {
  if (typeof payload !== "object" || payload === null) return null;
  const { token, organization, impersonation, ...rest } = payload as Record<string, unknown>;
  if (Object.keys(rest).length > 0) return null;
  if (!isWord(organization) || !isWord(impersonation)) return null;
  const place = { organization: organization ?? null, impersonation: impersonation ?? null };
  if (token === undefined) return { token: null, ...place };
  if (typeof token !== "string") return null;
  // Read as the header would be, so that both places take the same tokens.
  const credential = credentialOf(() => readCredential({ authorization: `Bearer ${token}` }, ""));
  return credential == null ? null : { token: credential, ...place };
}

/** Undefined for a credential that cannot be one. */
function credentialOf(read: () => Credential | null): Credential | null | undefined {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Problem) return undefined;
    throw cause;
  }
}

export async function admitListener(
  fromRequest: Credential | null,
  payload: unknown,
  identify: Identify,
): Promise<Listening | null> {
  const sent = readPayload(payload);
  if (sent === null) return null;
  const credential = sent.token ?? fromRequest;
  if (credential === null) return null;
  const { organization, impersonation } = sent;
  const caller = await identify(credential, organization, null, impersonation);
  if (!mayListen(caller, organization)) return null;
  return { caller, credential, organization, impersonation };
}

/** Signed in, and let into the organization that was asked for. */
export function mayListen(caller: Caller | null, organization: string | null): caller is Caller {
  if (caller === null || caller.accountId === null) return false;
  return organization === null || caller.organizationId !== null;
}
