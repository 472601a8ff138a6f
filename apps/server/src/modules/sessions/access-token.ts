import { sign, verify } from "node:crypto";
import { z } from "zod";
import type { Clock } from "#kernel/clock";
import type { KeyRing } from "#kernel/key-ring";

/** What an access token says: account, person, organization, session; it holds no right by itself. */
export type AccessClaims = {
  readonly sessionId: string;
  readonly accountId: string;
  readonly userId: string | null;
  readonly organizationId: string | null;
};
export type AccessTokens = {
  issue(claims: AccessClaims, lifetimeSeconds?: number): string;
  /** Null for whatever is not a valid access token of this Atrium at this moment. */
  read(token: string): (AccessClaims & { expiresAt: number }) | null;
  publicKeys(): { kid: string; x: string }[];
};

export const accessTokenSeconds = 900;
const issuer = "atrium";
/** RFC 9068: an access token and nothing else that is signed with our keys. */
const type = "at+jwt";
const clockSkewSeconds = 5;

const header = z.strictObject({ alg: z.literal("EdDSA"), typ: z.literal(type), kid: z.string().max(100) });
const claims = z.strictObject({
  iss: z.literal(issuer),
  aud: z.literal(issuer),
  sub: z.uuid(),
  sid: z.uuid(),
  usr: z.uuid().nullable(),
  org: z.uuid().nullable(),
  iat: z.number().int(),
  exp: z.number().int(),
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
function decode(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString());
  } catch {
    return null;
  }
}

/** Signed with Ed25519, verified by our own keys alone: what a header says of keys elsewhere is never read. */
export function createAccessTokens({ keys, clock }: { keys: KeyRing; clock: Clock }): AccessTokens {
  const heads = new Map<string, string>();
  const headOf = (kid: string): string => {
    const known = heads.get(kid) ?? encode({ alg: "EdDSA", typ: type, kid });
    heads.set(kid, known);
    return known;
  };

  return {
    issue({ sessionId, accountId, userId, organizationId }, lifetimeSeconds = accessTokenSeconds) {
      const { active } = keys.signingKeys("tokens");
      const iat = Math.floor(clock.now().getTime() / 1000);
      const body = encode({
        iss: issuer, aud: issuer, sub: accountId, sid: sessionId, usr: userId, org: organizationId,
        iat, exp: iat + lifetimeSeconds,
      }); // prettier-ignore
      const signed = `${headOf(active.id)}.${body}`;
      return `${signed}.${sign(null, Buffer.from(signed), active.privateKey).toString("base64url")}`;
    },
    read(token) {
      const [head = "", body = "", signature = "", ...rest] = token.split(".");
      if (rest.length > 0) return null;
      const said = header.safeParse(decode(head));
      if (!said.success || headOf(said.data.kid) !== head) return null;
      const key = keys.signingKeys("tokens").all.find(({ id }) => id === said.data.kid);
      if (key === undefined) return null;
      const bytes = Buffer.from(signature, "base64url");
      // One spelling of a signature is enough: another one of the same bytes would be another token.
      if (bytes.toString("base64url") !== signature) return null;
      if (!verify(null, Buffer.from(`${head}.${body}`), key.publicKey, bytes)) return null;
      const parsed = claims.safeParse(decode(body));
      if (!parsed.success) return null;
      const { sub, sid, usr, org, iat, exp } = parsed.data;
      const now = clock.now().getTime() / 1000;
      if (exp <= now || iat > now + clockSkewSeconds) return null;
      return { sessionId: sid, accountId: sub, userId: usr, organizationId: org, expiresAt: exp * 1000 };
    },
    publicKeys: () =>
      keys.signingKeys("tokens").all.map(({ id, publicKey }) => ({
        kid: id,
        x: publicKey.export({ format: "jwk" }).x ?? "",
      })),
  };
}
