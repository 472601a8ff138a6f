import type { z } from "zod";
import type { CommonError, ErrorCode } from "./errors.ts";
import type { EventName } from "./events.ts";
import type { Permission } from "./permissions.ts";

export type Limit = { readonly limit: number; readonly windowSeconds: number };

/** The one declaration of an operation: server, OpenAPI, SDK, console, docs and tests all read it. */
export type Contract = {
  readonly id: string;
  readonly kind: "read" | "write";
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below /api/v1, with `:name` for each path parameter. */
  readonly path: string;
  readonly summary: string;
  readonly description?: string;
  /**
   * 'public': nobody need be signed in. 'self': whoever is signed in, about themselves. 'member': whoever may act in the
   * organization; the verb shows and touches only what is theirs, or what their permissions reach.
   */
  readonly permission: Permission | "public" | "self" | "member";
  /** Where it acts: in one organization, on the platform as a whole, or on the caller's own account. */
  readonly scope: "organization" | "platform" | "account";
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodObject;
  readonly output?: z.ZodType;
  readonly status?: 200 | 201 | 202 | 204;
  readonly errors: readonly ErrorCode[];
  /** The event that a call records; 'none' only for reads and for calls that change nothing. */
  readonly audit: EventName | "none";
  /** What a call may tell beside it: things that had to happen first, such as a person made at their first sign-in. */
  readonly alsoTells?: readonly EventName[];
  readonly limit?: Limit;
  /** The answer holds a secret that is shown once, so it is never kept for an idempotency key. */
  readonly secretOutput?: true;
  /**
   * Another site's page posts a form here by way of a browser, which is then sent on to the output's `location`, or
   * to `failed` with the code of the refusal. Nobody is signed in for such a call, whatever its cookies say.
   */
  readonly form?: { readonly failed: string };
  /** The output is a text of this type instead of JSON. */
  readonly contentType?: string;
  /** The body is a file of at most so many bytes, taken as it comes and never held in memory. */
  readonly upload?: { readonly maxBytes: number };
  /** The output is a file, sent as it is read. */
  readonly file?: true;
  /** Of what is one's own: tells or changes nothing beyond this one session, so a fenced session may. */
  readonly thisSessionOnly?: true;
  /** May be called while one acts as somebody else although it is about oneself. */
  readonly inImpersonation?: true;
  /** Wants a factor that was proven in the last ten minutes: signing in counts, else `POST /auth/step-up`. */
  readonly fresh?: true;
  /** The row's version must be named: a write without If-Match is refused. */
  readonly ifMatch?: "required" | "optional";
  readonly examples?: { readonly body?: unknown; readonly query?: Record<string, string> };
};

/** Keeps the literal types of a contract; the schemas' types reach verb, SDK and forms by inference. */
export function contract<const C extends Contract>(declared: C): C {
  return declared;
}

type Parsed<S, Empty> = S extends z.ZodType ? z.output<S> : Empty;
type Sent<S> = S extends z.ZodType ? z.input<S> : undefined;
type Part<C, K extends string> = C extends { readonly [P in K]: infer S } ? S : undefined;

/** A file on its way in. */
export type SentFile = { readonly stream: AsyncIterable<Uint8Array>; readonly contentLength: number | null };
/** A file on its way out. */
export type GivenFile = {
  readonly name: string;
  readonly contentType: string;
  /** Null where that is known only at the end. */
  readonly bytes: number | null;
  readonly stream: AsyncIterable<Uint8Array>;
};

/** What a verb receives. */
export type Input<C extends Contract> = {
  params: Parsed<Part<C, "params">, Record<never, never>>;
  query: Parsed<Part<C, "query">, Record<never, never>>;
  body: C extends { readonly upload: object } ? SentFile : Parsed<Part<C, "body">, undefined>;
};
/** What a verb returns. */
export type Output<C extends Contract> = C extends { readonly file: true }
  ? GivenFile
  : Part<C, "output"> extends z.ZodType
    ? z.output<Part<C, "output">>
    : void;
/** What a client receives: a file as its bytes. */
export type Received<C extends Contract> = C extends { readonly file: true } ? Blob : Output<C>;
/** What a client sends: parts without a schema are left out, parts whose fields are all optional may be. */
export type Request<C extends Contract> = OptionalParts<{
  params: Sent<Part<C, "params">>;
  query: Sent<Part<C, "query">>;
  body: C extends { readonly upload: object } ? Blob | Uint8Array<ArrayBuffer> : Sent<Part<C, "body">>;
}>;
type OptionalParts<T> = {
  [K in keyof T as undefined extends T[K] ? never : Record<never, never> extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? never : Record<never, never> extends T[K] ? K : never]?: T[K];
};
/** The codes a verb may fail with. */
export type Failure<C extends Contract> = C["errors"][number] | CommonError | "resource.not_found";

export const defaultLimits: Record<Contract["method"], Limit> = {
  GET: { limit: 300, windowSeconds: 60 },
  POST: { limit: 10, windowSeconds: 60 },
  PUT: { limit: 50, windowSeconds: 60 },
  PATCH: { limit: 50, windowSeconds: 60 },
  DELETE: { limit: 10, windowSeconds: 60 },
};
