import path from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { buildOpenApi, contracts } from "@atrium/contracts";
import type { Config } from "#kernel/config";
import type { Database } from "#kernel/db/database";
import { statement } from "#kernel/db/statement";
import { mountApiDocs } from "#kernel/http/api-docs";
import { isLoopbackName } from "#kernel/http/hosts";
import { mountConsole } from "#kernel/http/pages";
import { methodsByPath, mountOperations } from "#kernel/http/routes";
import { createHttp } from "#kernel/http/server";
import { mountSystemRoutes } from "#kernel/http/system-routes";
import type { Logger } from "#kernel/logger";
import type { Metrics } from "#kernel/metrics";
import type { App } from "./app.ts";
import { mountAuthPages } from "./mount-auth-pages.ts";

export const version = "0.1.0";
const consoleFolder = path.resolve(import.meta.dirname, "../../console/dist");
const alive = statement<[], null>("select 1", () => null);

/** Whether a browser on this connection keeps a Secure cookie: https, or the machine it runs on. */
export function secureRequest(publicUrl: URL | null, host: string): boolean {
  return publicUrl?.protocol === "https:" || isLoopbackName(host);
}

export function ownOrigin(publicUrl: URL | null, host: string): (origin: string) => boolean {
  return (origin) =>
    origin === publicUrl?.origin || origin === `http://${host}` || origin === `https://${host}`;
}

/** The program's face: operations, documents, the console. */
export async function buildHttp(
  app: App,
  parts: {
    config: Pick<Config, "publicUrl" | "roles" | "TRUSTED_PROXIES" | "METRICS_TOKEN">;
    database: Database;
    logger: Logger;
    metrics: Metrics;
    /** False while the program drains, so that nobody sends it more. */
    accepting: () => boolean;
  },
): Promise<FastifyInstance> {
  const { config, database, logger, metrics } = parts;
  const { publicUrl } = config;
  const secure = publicUrl?.protocol === "https:";
  const hostOf = (request: FastifyRequest): string => request.headers.host ?? "";
  const http = createHttp({
    logger,
    publicUrl,
    trustedProxies: config.TRUSTED_PROXIES.split(",")
      .map((each) => each.trim())
      .filter((each) => each !== ""),
    bodyLimit: 1_048_576,
    methodsAt: methodsByPath(app.operations),
    observe: (operation, status, milliseconds) => metrics.observeHttp(operation, status, milliseconds / 1000),
  });
  // A node that only works in the background still says how it is, but serves nobody.
  const operations = config.roles.has("web") ? app.operations : [];
  const routeOptions = {
    execute: app.execute,
    identify: app.identify,
    https: secure,
    secureFor: (request: FastifyRequest) => secureRequest(publicUrl, hostOf(request)),
    ownOrigin: (request: FastifyRequest) => ownOrigin(publicUrl, hostOf(request)),
  };
  mountOperations(http, operations, routeOptions);
  if (config.roles.has("web")) mountAuthPages(http, app, { ...routeOptions, logger });
  let openapi: string | undefined;
  mountSystemRoutes(http, {
    secure,
    version,
    ready: async () => {
      if (!parts.accepting()) return false;
      try {
        await database.asSystem().query(alive());
        return true;
      } catch {
        return false;
      }
    },
    metricsText: metrics.metricsText,
    metricsToken: config.METRICS_TOKEN,
    openapi: () => (openapi ??= JSON.stringify(buildOpenApi(contracts, version))),
  });
  await mountApiDocs(http, secure);
  await mountConsole(http, consoleFolder, secure);
  return http;
}
