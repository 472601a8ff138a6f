import type { IncomingHttpHeaders } from "node:http";
import { Problem } from "#kernel/problem";

export type Credential = { readonly kind: "bearer" | "cookie"; readonly token: string };

const tokenShape = /^[A-Za-z0-9_-]{20,200}$/;

/** With Secure (https or localhost) the name carries the `__Host-` promise; on plain http a browser would refuse it. */
export function cookieName(secure: boolean): string {
  return secure ? "__Host-atrium" : "atrium";
}

/**
 * The one credential of a request. A bearer token wins over a cookie, so a request never speaks for two people;
 * two cookies of our name are nobody's.
 */
export function readCredential(headers: IncomingHttpHeaders, cookie: string): Credential | null {
  const { authorization } = headers;
  if (authorization !== undefined) {
    const token = /^bearer /i.test(authorization) ? authorization.slice(7) : "";
    if (!tokenShape.test(token)) throw new Problem("auth.required");
    return { kind: "bearer", token };
  }
  if (headers.cookie === undefined) return null;
  const found = headers.cookie
    .split(";")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${cookie}=`))
    .map((part) => part.slice(cookie.length + 1));
  const [token] = found;
  return found.length === 1 && token !== undefined && tokenShape.test(token)
    ? { kind: "cookie", token }
    : null;
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
