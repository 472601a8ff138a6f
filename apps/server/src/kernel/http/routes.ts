import { impersonationHeader } from "@atrium/contracts";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { anonymous, type Caller, type RequestInfo } from "#kernel/caller";
import type { Answer, Execute } from "#kernel/execute";
import type { Operation } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import { cookieName, readCookie, readCredential, requireOwnOrigin, type Credential } from "./credentials.ts";
import { acceptForms, sendOnRefused } from "./forms.ts";
import { apiHeaders } from "./headers.ts";
import { isLoopbackName } from "./hosts.ts";
import { respond } from "./respond.ts";
import { acceptUploads, sentFile } from "./uploads.ts";

/** Who a credential belongs to, in the organization the request names; null when it is nobody's. */
export type Identify = (
  credential: Credential,
  organization: string | null,
  /** The client's address, which keys may be bound to. */
  address?: string | null,
  /** The session in which whoever calls acts as somebody else. */
  impersonation?: string | null,
) => Caller | null | Promise<Caller | null>;

export type RouteOptions = {
  readonly execute: Execute;
  readonly identify: Identify;
  /** Whether the public origin is https, so that browsers may be told to stay there. */
  readonly https: boolean;
  /** Whether the browser's cookie may carry Secure for this request. */
  readonly secureFor: (request: FastifyRequest) => boolean;
  readonly ownOrigin: (request: FastifyRequest) => (origin: string) => boolean;
};

const organizationHeader = "atrium-organization";

function header(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === "string" && value !== "" ? value : null;
}

function ifMatch(request: FastifyRequest): number | null {
  const value = header(request, "if-match");
  if (value === null || value === "*") return null;
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(value)?.[1];
  if (version === undefined)
    throw new Problem("request.malformed", { detail: "If-Match must be a row's ETag." });
  return Number(version);
}

function idempotencyKey(request: FastifyRequest): string | null {
  const key = header(request, "idempotency-key");
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new Problem("request.malformed", {
      detail: "Idempotency-Key must be 1 to 200 visible characters.",
    });
  }
  return key;
}

/** A proxy on this machine calls from loopback too; it is told by the headers it adds or the name it asks for. */
function isLocal(request: FastifyRequest): boolean {
  const { headers, socket } = request;
  if (headers["x-forwarded-for"] !== undefined || headers.forwarded !== undefined) return false;
  const { remoteAddress = "" } = socket;
  const loopback = remoteAddress === "::1" || /^(?:::ffff:)?127\./.test(remoteAddress);
  return loopback && isLoopbackName(headers.host ?? "");
}

export function requestInfo(request: FastifyRequest, options: RouteOptions): RequestInfo {
  const secure = options.secureFor(request);
  const origin = header(request, "origin");
  return {
    id: request.id,
    ip: request.ip,
    local: isLocal(request),
    agent: header(request, "user-agent")?.slice(0, 300) ?? null,
    device: readCookie(request.headers, cookieName(secure, "device")),
    flow: readCookie(request.headers, cookieName(secure, "flow")),
    origin: origin !== null && options.ownOrigin(request)(origin) ? origin : null,
    idempotencyKey: idempotencyKey(request),
    ifMatch: ifMatch(request),
  };
}

/** Authenticates a request; a credential that is nobody's is refused where an operation wants somebody. */
export async function callerOf(request: FastifyRequest, options: RouteOptions): Promise<Caller> {
  const credential = readCredential(request.headers, cookieName(options.secureFor(request)));
  if (credential === null) return anonymous;
  if (credential.kind === "cookie" && request.method !== "GET") {
    requireOwnOrigin(request.headers, options.ownOrigin(request));
  }
  const impersonation = header(request, impersonationHeader);
  const organization = header(request, organizationHeader);
  const found = options.identify(credential, organization, request.ip, impersonation);
  const caller = found instanceof Promise ? await found : found;
  if (caller !== null) return caller;
  // Never as oneself instead: whoever believes to look as somebody else would act with rights of their own.
  if (impersonation !== null) throw new Problem("impersonation.over");
  if (credential.kind === "bearer") throw new Problem("auth.required");
  return anonymous;
}

/** Mounts every contract; there is no other way for a route into the API. */
export function mountOperations(
  app: FastifyInstance,
  operations: readonly Operation[],
  options: RouteOptions,
): void {
  const kinds = Map.groupBy(operations, ({ contract }) =>
    contract.form !== undefined ? "form" : contract.upload !== undefined ? "upload" : "json",
  );
  const [forms, uploads] = [kinds.get("form") ?? [], kinds.get("upload") ?? []];
  mount(app, kinds.get("json") ?? [], options);
  app.register((scope, _none, done) => {
    acceptUploads(scope);
    mount(scope, uploads, options);
    done();
  });
  app.register((scope, _none, done) => {
    acceptForms(scope);
    mount(scope, forms, options);
    done();
  });
}

function mount(app: FastifyInstance, operations: readonly Operation[], options: RouteOptions): void {
  const headers = apiHeaders(options.https);
  for (const operation of operations) {
    const { contract } = operation;
    const { form, contentType, upload, file = false } = contract;
    // Sign-in and set-up hand out cookies, so they too must come from our own pages when a browser calls.
    const givesCookie = contract.permission === "public" && contract.kind === "write" && form === undefined;
    app.route({
      method: contract.method,
      url: `/api/v1${contract.path}`,
      config: { operation: contract.id, upload: upload !== undefined },
      handler: async (request: FastifyRequest, reply: FastifyReply) => {
        const secure = options.secureFor(request);
        if (
          givesCookie &&
          (request.headers.origin !== undefined || request.headers["sec-fetch-site"] !== undefined)
        ) {
          requireOwnOrigin(request.headers, options.ownOrigin(request));
        }
        const call = async (): Promise<Answer> => {
          const caller = form === undefined ? await callerOf(request, options) : anonymous;
          return options.execute(operation, caller, requestInfo(request, options), {
            params: request.params,
            query: request.query,
            body: upload === undefined ? request.body : sentFile(request),
          });
        };
        let answer: Answer;
        try {
          answer = await call();
        } catch (cause) {
          // What is left of a file that was refused is not read to its end.
          if (upload !== undefined && !request.raw.complete) reply.header("connection", "close");
          if (form === undefined) throw cause;
          return sendOnRefused(request, reply.headers(headers), form.failed, cause);
        }
        return respond(request, reply, answer, {
          policyName: contract.id,
          cookieName: (kind) => cookieName(secure, kind),
          secure,
          headers,
          contentType,
          file,
          sendsOn: form !== undefined,
        });
      },
    });
  }
}

/** Finds the methods of a path, to tell a wrong method from a wrong address. */
export function methodsByPath(operations: readonly Operation[]): (path: string) => string[] {
  const known = operations.map(({ contract }) => ({
    method: contract.method,
    pattern: new RegExp(`^/api/v1${contract.path.replace(/:\w+/g, "[^/]+")}$`),
  }));
  return (path) => [
    ...new Set(known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method)),
  ];
}
