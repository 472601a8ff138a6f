import { lookup as resolve } from "node:dns";
import { request as plainRequest, type IncomingMessage } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isLoopbackAddress, isPublicAddress } from "./outbound-address.ts";

/** Says nothing of what was found behind an address: whoever named the address must not learn our network. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  readonly reason: "address" | "unreachable" | "timeout" | "too_large";

  constructor(reason: OutboundError["reason"], cause?: unknown) {
    super(`the other server could not be asked: ${reason}`, { cause });
    this.reason = reason;
  }
}

export type OutboundRequest = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs?: number;
};
/** One answer of a server that somebody named: bounded in time and size, redirects left to the asker. */
export type Outbound = {
  readonly fetch: (url: string | URL, request?: OutboundRequest) => Promise<Response>;
  /** Whether plain http to this machine is let through; in tests alone. */
  readonly loopback: boolean;
};

const patienceMs = 8_000;
const mostBytes = 1_048_576;
const ports = new Set(["", "443", "8443"]);

/** Resolves and judges in one step, so that a name cannot mean one address when judged and another when called. */
function guardedLookup(admits: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname, { all: true, family: options.family ?? 0 }, (error, found) => {
      if (error !== null) return done(error, "", 0);
      const [first] = found;
      if (first === undefined || !found.every(({ address }) => admits(address))) {
        return done(new OutboundError("address"), "", 0);
      }
      if (options.all === true) return done(null, found);
      return done(null, first.address, first.family);
    });
  };
}

function responseOf(incoming: IncomingMessage, body: Buffer): Response {
  const headers = new Headers();
  for (let at = 0; at + 1 < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? "", incoming.rawHeaders[at + 1] ?? "");
  }
  const status = incoming.statusCode ?? 502;
  const bodiless = status < 200 || [204, 205, 304].includes(status);
  return new Response(bodiless ? null : new Uint8Array(body), { status: Math.max(200, status), headers });
}

/**
 * The way to servers that customers name. `privateHosts` are names of the operator's own network that may be asked
 * although their addresses are private; nothing but https is spoken with them either.
 */
export function createOutbound(options: {
  readonly privateHosts?: readonly string[];
  readonly loopback?: boolean;
}): Outbound {
  const loopback = options.loopback ?? false;
  const own = new Set(options.privateHosts?.map((host) => host.toLowerCase()));

  function judge(url: URL): (address: string) => boolean {
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const isOwn = own.has(host);
    const admits = (address: string): boolean =>
      isPublicAddress(address) || isOwn || (loopback && isLoopbackAddress(address));
    const here = loopback && (host === "localhost" || isLoopbackAddress(host));
    const shaped =
      (url.protocol === "https:" || (url.protocol === "http:" && here)) &&
      (ports.has(url.port) || isOwn || here) &&
      !host.endsWith(".") &&
      url.username === "" &&
      url.password === "";
    if (!shaped || (isIP(host) !== 0 && !admits(host))) throw new OutboundError("address");
    return admits;
  }

  async function fetchBounded(at: string | URL, given: OutboundRequest = {}): Promise<Response> {
    const url = URL.parse(String(at));
    if (url === null) throw new OutboundError("address");
    const admits = judge(url);
    const signal = AbortSignal.timeout(given.timeoutMs ?? patienceMs);
    const { promise, resolve: answer, reject } = Promise.withResolvers<Response>();
    const request = (url.protocol === "http:" ? plainRequest : secureRequest)(url, {
      method: given.method ?? "GET",
      // Compressed answers could be larger than they look.
      headers: { "user-agent": "Atrium", ...given.headers, "accept-encoding": "identity" },
      agent: false,
      lookup: guardedLookup(admits),
      maxHeaderSize: 16_384,
      signal,
    });
    request.on("response", (incoming) => {
      const parts: Buffer[] = [];
      let length = 0;
      incoming.on("data", (part: Buffer) => {
        length += part.length;
        if (length > mostBytes) request.destroy(new OutboundError("too_large"));
        else parts.push(part);
      });
      incoming.on("error", reject);
      incoming.on("end", () => answer(responseOf(incoming, Buffer.concat(parts))));
    });
    request.on("error", reject);
    request.end(given.body);
    try {
      return await promise;
    } catch (cause) {
      if (cause instanceof OutboundError) throw cause;
      throw new OutboundError(signal.aborted ? "timeout" : "unreachable", cause);
    }
  }

  return { fetch: fetchBounded, loopback };
}
