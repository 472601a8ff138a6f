import {
  contracts,
  impersonationHeader,
  type Contract,
  type Received,
  type Request,
} from "@atrium/contracts";
import { ApiError, type ProblemBody } from "./problem.ts";

export type CallOptions = {
  signal?: AbortSignal;
  /** The row's `version`; sent as If-Match. */
  version?: number;
  idempotencyKey?: string;
};
export type ClientOptions = {
  /** Origin of Atrium; empty in a browser that it serves. */
  baseUrl?: string;
  token?: string;
  /** Organization to act in, by id; without it the session's own. */
  organization?: () => string | null;
  /** Session in which one acts as somebody else, by id. */
  impersonation?: () => string | null;
  fetch?: typeof fetch;
};

type Arguments<C extends Contract> =
  Record<never, never> extends Request<C>
    ? [request?: Request<C>, options?: CallOptions]
    : [request: Request<C>, options?: CallOptions];
export type Call<C extends Contract> = (...given: Arguments<C>) => Promise<Received<C>>;

type Declared = (typeof contracts)[number];
type Group<Id> = Id extends `${infer G}.${string}` ? G : never;
type Verb<Id, G extends string> = Id extends `${G}.${infer V}` ? V : never;
export type Client = {
  [G in Group<Declared["id"]>]: {
    [V in Verb<Declared["id"], G>]: Call<Extract<Declared, { id: `${G}.${V}` }>>;
  };
};

type Scalar = string | number | boolean;
type Parts = {
  params?: Record<string, Scalar>;
  query?: Record<string, Scalar | undefined>;
  body?: unknown;
};

function addressOf(contract: Contract, { params = {}, query = {} }: Parts): string {
  const path = contract.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? "")),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return `/api/v1${path}${text === "" ? "" : `?${text}`}`;
}

function bodyOf(contract: Contract, { body }: Parts): BodyInit | undefined {
  if (contract.upload === undefined) return body === undefined ? undefined : JSON.stringify(body);
  return body instanceof Blob || body instanceof Uint8Array ? (body as BodyInit) : undefined;
}

function isProblem(value: unknown): value is ProblemBody {
  return typeof value === "object" && value !== null && "code" in value && "status" in value;
}

/** Calls one operation as its contract declares it. */
export async function callOperation<C extends Contract>(
  client: ClientOptions,
  contract: C,
  request: Request<C> | undefined,
  options: CallOptions = {},
): Promise<Received<C>> {
  const parts: Parts = request ?? {};
  const headers: Record<string, string> = { accept: "application/json" };
  const body = bodyOf(contract, parts);
  if (body !== undefined) {
    headers["content-type"] = contract.upload === undefined ? "application/json" : "application/octet-stream";
  }
  if (client.token !== undefined) headers["authorization"] = `Bearer ${client.token}`;
  const organization = client.organization?.();
  if (organization) headers["atrium-organization"] = organization;
  const impersonation = client.impersonation?.();
  if (impersonation) headers[impersonationHeader] = impersonation;
  if (options.version !== undefined) headers["if-match"] = `"${options.version}"`;
  if (options.idempotencyKey !== undefined) headers["idempotency-key"] = options.idempotencyKey;

  let response: Response;
  try {
    response = await (client.fetch ?? fetch)(`${client.baseUrl ?? ""}${addressOf(contract, parts)}`, {
      method: contract.method,
      headers,
      credentials: "same-origin",
      ...(body === undefined ? {} : { body }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (cause) {
    throw new ApiError(0, null, null, cause);
  }
  if (contract.file === true && response.ok) return (await response.blob()) as Received<C>;
  const text = await response.text();
  const value: unknown = text === "" ? undefined : parseJson(text);
  if (response.ok) return value as Received<C>;
  const retryAfter = Number(response.headers.get("retry-after"));
  throw new ApiError(response.status, isProblem(value) ? value : null, retryAfter > 0 ? retryAfter : null);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `client.users.list({ query: { q: "status:active" } })`: one method per contract, typed by it. */
export function createClient(options: ClientOptions = {}): Client {
  const client: Record<string, Record<string, unknown>> = {};
  for (const declared of contracts) {
    const [group = "", verb = ""] = declared.id.split(".");
    const methods = (client[group] ??= {});
    methods[verb] = (request?: Request<typeof declared>, call?: CallOptions) =>
      callOperation<Contract>(options, declared, request as Request<Contract> | undefined, call);
  }
  return client as Client;
}
