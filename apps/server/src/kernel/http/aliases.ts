/**
 * Other names of the API's paths: `/api/...` is the current version, `/api/v2/admin/...` the name that older plans use.
 * One table, applied before routing, so an alias can never mean something else than its path.
 */
const rewrites: readonly (readonly [prefix: string, to: string])[] = [
  ["/api/v1/", "/api/v1/"],
  ["/api/v2/admin/", "/api/v1/"],
  ["/api/", "/api/v1/"],
];

const names: Readonly<Record<string, string>> = {
  "/docs": "/api-docs",
  "/.well-known/jwks.json": "/api/v1/auth/jwks",
};

export function rewriteAlias(url: string): string {
  if (!url.startsWith("/api/")) return names[url] ?? url;
  for (const [prefix, to] of rewrites) {
    if (url.startsWith(prefix)) return prefix === to ? url : to + url.slice(prefix.length);
  }
  return url;
}
