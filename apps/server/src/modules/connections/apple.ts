import { sign } from "node:crypto";
import type { Clock } from "#kernel/clock";

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** Apple takes a token signed by its client where others take a secret; it lives for five minutes. */
export function appleClientSecret(
  from: { teamId: string; keyId: string; clientId: string; privateKey: string },
  clock: Clock,
): string {
  const seconds = Math.floor(clock.now().getTime() / 1000);
  const claims = {
    iss: from.teamId,
    iat: seconds,
    exp: seconds + 300,
    aud: "https://appleid.apple.com",
    sub: from.clientId,
  };
  const body = `${encode({ alg: "ES256", kid: from.keyId })}.${encode(claims)}`;
  const signature = sign("sha256", Buffer.from(body), { key: from.privateKey, dsaEncoding: "ieee-p1363" });
  return `${body}.${signature.toString("base64url")}`;
}
