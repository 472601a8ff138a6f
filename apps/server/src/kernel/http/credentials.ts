import type { IncomingHttpHeaders } from "node:http";
import type { CookieKind } from "#kernel/operation";
import { Problem } from "#kernel/problem";

export type Credential = { readonly kind: "bearer" | "cookie"; readonly token: string };

const cookieShape = /^[A-Za-z0-9_-]{20,200}$/;
/** An opaque token, or three parts of base64url with dots between them. */
const bearerShape = /^[A-Za-z0-9_-]{20,1000}(?:\.[A-Za-z0-9_-]{1,2000}\.[A-Za-z0-9_-]{1,500})?$/;

/** With Secure (https or localhost) the name carries the `__Host-` promise; on plain http a browser would refuse it. */
export function cookieName(secure: boolean, kind: CookieKind = "session"): string {
  const name = kind === "session" ? "atrium" : `atrium-${kind}`;
  return secure ? `__Host-${name}` : name;
}

/**
 * The one credential of a request. A bearer token wins over a cookie, so a request never speaks for two people;
 * two cookies of our name are nobody's.
 */
export function readCredential(headers: IncomingHttpHeaders, cookie: string): Credential | null {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const token = /^bearer /i.test(authorization) ? authorization.slice(7) : "";
    if (!bearerShape.test(token)) throw new Problem("auth.required");
    return { kind: "bearer", token };
  }
  const token = readCookie(headers, cookie);
  return token === null ? null : { kind: "cookie", token };
}

/** A cookie of ours; two of one name are nobody's. */
export function readCookie(headers: IncomingHttpHeaders, cookie: string): string | null {
  if (headers.cookie === undefined) return null;
  const found = headers.cookie
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookie}=`))
    .map((part) => part.slice(cookie.length + 1));
  const [token] = found;
  return found.length === 1 && token !== undefined && cookieShape.test(token) ? token : null;
}

/** Writes that a browser's cookie authorizes must come from our own pages (attacks: CSRF, login CSRF). */
export function requireOwnOrigin(headers: IncomingHttpHeaders, origins: (origin: string) => boolean): void {
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") throw new Problem("request.foreign_origin");
  const { origin } = headers;
  if (origin === undefined ? site === undefined : !origins(origin))
    throw new Problem("request.foreign_origin");
}

export function serializeCookie(
  name: string,
  value: string | null,
  options: { secure: boolean; maxAgeSeconds: number | null },
): string {
  const parts = [`${name}=${value ?? ""}`, "Path=/", "HttpOnly", "SameSite=Lax"];
  if (options.secure) parts.push("Secure");
  if (value === null) parts.push("Max-Age=0");
  else if (options.maxAgeSeconds !== null) parts.push(`Max-Age=${options.maxAgeSeconds}`);
  return parts.join("; ");
}
