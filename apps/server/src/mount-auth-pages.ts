import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { authPaths, createAuthPages, type Call, type PageRequest, type Refusal } from "@atrium/portal";
import { ssoCallbackPath, type Output } from "@atrium/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cookieName, requireOwnOrigin, serializeCookie } from "#kernel/http/credentials";
import { acceptForms } from "#kernel/http/forms";
import { pageHeaders } from "#kernel/http/headers";
import { toProblem } from "#kernel/http/problems";
import { callerOf, requestInfo, type RouteOptions } from "#kernel/http/routes";
import type { Logger } from "#kernel/logger";
import type { Operation } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import type { App } from "./app.ts";

type Options = RouteOptions & { readonly logger: Logger };
const brotli = promisify(brotliCompress);

const strings = (value: unknown): Record<string, string> =>
  typeof value !== "object" || value === null
    ? {}
    : Object.fromEntries(
        Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      );

function pageRequest(request: FastifyRequest): PageRequest {
  const { method, headers } = request;
  return {
    method: method === "POST" || method === "HEAD" ? method : "GET",
    path: request.routeOptions.url ?? "",
    query: strings(request.query),
    form: strings(request.body),
    acceptLanguage: headers["accept-language"] ?? null,
  };
}

function refusalOf(cause: unknown, request: FastifyRequest, logger: Logger): Refusal {
  const problem = toProblem(cause) ?? new Problem("internal.error", {}, cause);
  if (problem.status >= 500) {
    logger.error({ err: problem.cause ?? problem, requestId: request.id }, "a page was refused");
  }
  const { fields, retryAfterSeconds = null } = problem.details;
  return {
    code: problem.code,
    status: problem.status,
    requestId: request.id,
    retryAfterSeconds,
    ...(fields === undefined ? {} : { errors: [...fields] }),
  };
}

/** Runs operations for the person behind a page, as the API would: with their cookies, and giving them cookies. */
function callFor(
  { app, operations }: { app: App; operations: ReadonlyMap<string, Operation> },
  request: FastifyRequest,
  reply: FastifyReply,
  options: Options,
): Call {
  const secure = options.secureFor(request);
  let caller = callerOf(request, options);
  let info = { ...requestInfo(request, options), idempotencyKey: null, ifMatch: null };
  return async (contract, parts) => {
    const operation = operations.get(contract.id);
    if (operation === undefined) throw new Error(`${contract.id} is not an operation of this program`);
    const { params, query, body } = { params: {}, query: {}, body: undefined, ...parts };
    try {
      const answer = await options.execute(operation, await caller, info, { params, query, body });
      for (const { cookie, token, maxAgeSeconds } of answer.cookies) {
        const name = cookieName(secure, cookie);
        reply.header("set-cookie", serializeCookie(name, token, { secure, maxAgeSeconds }));
        if (cookie === "device") info = { ...info, device: token };
        // Who has just signed in is who asks from here on.
        if (cookie === "session" && token !== null) {
          const found = await app.identify({ kind: "cookie", token }, null);
          if (found !== null) caller = Promise.resolve(found);
        }
      }
      const value: unknown = answer.json === null ? undefined : JSON.parse(answer.json);
      return { ok: true, value: value as Output<typeof contract> };
    } catch (cause) {
      return { ok: false, refusal: refusalOf(cause, request, options.logger) };
    }
  };
}

/** The hosted pages of signing in. They reach the program by its contracts alone, as every client does. */
export function mountAuthPages(http: FastifyInstance, app: App, options: Options): void {
  const pages = createAuthPages();
  const operations = new Map(app.operations.map((operation) => [operation.contract.id, operation]));
  const headers = pageHeaders(options.https);

  async function send(
    request: FastifyRequest,
    reply: FastifyReply,
    page: ReturnType<typeof pages.refuse>,
  ): Promise<FastifyReply> {
    reply.code(page.status).headers({ ...headers, ...page.headers, "x-request-id": request.id });
    if (request.headers["accept-encoding"]?.includes("br") !== true || page.body === "")
      return reply.send(page.body);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
    return reply.header("content-encoding", "br").send(await brotli(page.body, { params }));
  }

  async function show(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    // Some providers answer by a form of their own site; that page runs nothing but sends the browser on.
    if (request.method === "POST" && request.routeOptions.url !== ssoCallbackPath)
      requireOwnOrigin(request.headers, options.ownOrigin(request));
    const call = callFor({ app, operations }, request, reply, options);
    return send(request, reply, await pages.handle(pageRequest(request), call));
  }

  http.register((scope, _none, done) => {
    acceptForms(scope);
    scope.setErrorHandler((cause, request, reply) =>
      send(request, reply, pages.refuse(pageRequest(request), refusalOf(cause, request, options.logger))),
    );
    for (const url of authPaths) scope.route({ method: ["GET", "HEAD", "POST"], url, handler: show });
    scope.get("/auth", (request, reply) =>
      send(request, reply, { status: 303, headers: { location: "/auth/login" }, body: "" }),
    );
    done();
  });
}
