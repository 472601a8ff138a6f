import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { contracts } from "@atrium/contracts";
import { authPaths } from "@atrium/portal";
import type { FastifyInstance } from "fastify";
import { systemPaths } from "../../apps/server/src/kernel/http/system-routes.ts";

export type Route = { method: string; path: string };
type Declared = { id: string; method: string; path: string };

// Not operations: pages, documents and what watches over the program. A path that ends in /* stands for itself.
const extras = [
  ...systemPaths,
  ...authPaths,
  "/auth",
  "/",
  "/setup",
  "/sign-in",
  "/o/*",
  "/me",
  "/me/*",
  "/favicon.svg",
  "/theme.js",
  "/robots.txt",
  "/assets/*",
  "/api-docs",
  "/api-docs/start.js",
  "/api-docs/files/*",
]
  .map((path) => `GET ${path}`)
  .concat(authPaths.map((path) => `POST ${path}`));

/** Every route that is added to any Fastify while `build` runs, wherever in the program that happens. */
export async function collectRoutes<T>(build: () => T | Promise<T>): Promise<{ built: T; routes: Route[] }> {
  const routes: Route[] = [];
  const watch = (message: unknown): void => {
    (message as { fastify: FastifyInstance }).fastify.addHook("onRoute", ({ method, url }) => {
      for (const one of [method].flat()) routes.push({ method: one, path: url });
    });
  };
  subscribe("fastify.initialization", watch);
  try {
    return { built: await build(), routes };
  } finally {
    unsubscribe("fastify.initialization", watch);
  }
}

/** Every route is a contract or a known extra; every contract is a route. */
export function compareRoutes(routes: readonly Route[], declared: readonly Declared[] = contracts): string[] {
  const expected = new Map(declared.map(({ id, method, path }) => [`${method} /api/v1${path}`, id]));
  const mounted = new Set(routes.map(({ method, path }) => `${method} ${path}`));
  const allowed = new Set([...expected.keys(), ...extras]);
  const outside = [...mounted]
    // Fastify answers HEAD wherever it answers GET.
    .filter((route) => !allowed.has(route.replace(/^HEAD /, "GET ")))
    .map((route) => `${route} is a route without a contract`);
  const missing = [...expected]
    .filter(([route]) => !mounted.has(route))
    .map(([route, id]) => `contract ${id} has no route: ${route}`);
  return [...outside, ...missing];
}
