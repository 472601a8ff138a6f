import { randomUUID } from "node:crypto";
import Fastify, { type FastifyInstance } from "fastify";
import type { Logger } from "#kernel/logger";
import { Problem } from "#kernel/problem";
import { rewriteAlias } from "./aliases.ts";
import { closeInTime } from "./closing.ts";
import { apiHeaders } from "./headers.ts";
import { hostRule } from "./hosts.ts";
import { errorHandler, sendProblem } from "./problems.ts";
import { unreadable, unroutable } from "./unroutable.ts";

export type HttpOptions = {
  readonly logger: Logger;
  readonly publicUrl: URL | null;
  readonly trustedProxies: readonly string[];
  readonly bodyLimit: number;
  /** The methods that a path of the API takes. */
  readonly methodsAt: (path: string) => string[];
  /** Told of every answer, for the numbers. */
  readonly observe: (operation: string, status: number, milliseconds: number) => void;
};

const longestRequestMs = 30_000;
const longestUploadMs = 3_600_000;

const sentId = /^[A-Za-z0-9._-]{8,64}$/;

/** Fastify with Atrium's limits, errors and headers, before any route. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const { logger } = options;
  const origin = options.publicUrl?.origin ?? "";
  const isOurs = hostRule(options.publicUrl);
  const headers = apiHeaders(options.publicUrl?.protocol === "https:");
  const app = Fastify({
    logger: false,
    trustProxy: options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    bodyLimit: options.bodyLimit,
    requestTimeout: longestUploadMs,
    connectionTimeout: 60_000,
    keepAliveTimeout: 72_000,
    maxRequestsPerSocket: 0,
    http: { headersTimeout: 10_000, maxHeaderSize: 16_384 },
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 200 },
    exposeHeadRoutes: false,
    onProtoPoisoning: "error",
    onConstructorPoisoning: "error",
    frameworkErrors: unroutable({ headers, origin }),
    clientErrorHandler: unreadable({ headers, origin }),
    rewriteUrl: (request) => rewriteAlias(request.url ?? "/"),
    genReqId: (request) => {
      const sent = request.headers["x-request-id"];
      return typeof sent === "string" && sentId.test(sent) ? sent : randomUUID();
    },
  });
  // JSON is the only body there is; anything else is refused before it is read.
  app.removeContentTypeParser("text/plain");
  closeInTime(app);

  app.addHook("onRequest", (request, reply, done) => {
    if (!isOurs(request.headers.host)) {
      reply.headers(headers);
      return done(new Problem("request.misdirected"));
    }
    done();
  });
  const refuseSlow = unreadable({ headers, origin });
  app.addHook("onRequest", (request, _reply, done) => {
    const { raw } = request;
    const hasBody =
      raw.headers["content-length"] !== undefined || raw.headers["transfer-encoding"] !== undefined;
    if (hasBody && request.routeOptions.config.upload !== true) {
      const timer = setTimeout(
        () => refuseSlow(new Error("a request was too slow"), raw.socket),
        longestRequestMs,
      );
      timer.unref();
      raw.once("close", () => clearTimeout(timer)).once("end", () => clearTimeout(timer));
    }
    done();
  });
  app.addHook("onError", (_request, reply, _error, done) => {
    reply.headers(headers).header("x-request-id", reply.request.id);
    done();
  });
  app.addHook("onResponse", (request, reply, done) => {
    options.observe(request.routeOptions.config.operation ?? "other", reply.statusCode, reply.elapsedTime);
    done();
  });
  app.setErrorHandler(errorHandler(logger, origin));
  app.setNotFoundHandler((request, reply) => {
    reply.headers(headers).header("x-request-id", request.id);
    const others = options.methodsAt(request.url.split("?", 1)[0] ?? request.url);
    if (others.length === 0) return sendProblem(reply, new Problem("request.not_found"), origin);
    reply.header("allow", others.join(", "));
    return sendProblem(reply, new Problem("request.method_not_allowed"), origin);
  });
  return app;
}
