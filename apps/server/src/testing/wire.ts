import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";

export type Sent = {
  readonly path: string;
  readonly method?: string;
  readonly token?: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: string | Buffer;
};

export type Got = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The parsed body; empty where there is none or where it is no JSON object. */
  readonly body: Readonly<Record<string, unknown>>;
};

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** One request as the test spells it, headers that `fetch` would not send included. */
export function send(url: string, sent: Sent): Promise<Got> {
  const { path, method = "GET", token, body } = sent;
  const payload = sent.raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const headers: OutgoingHttpHeaders = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(payload === undefined ? {} : { "content-length": Buffer.byteLength(payload) }),
    ...sent.headers,
  };
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      const parts: Buffer[] = [];
      incoming.on("data", (part: Buffer) => parts.push(part));
      incoming.on("error", reject);
      incoming.on("end", () => {
        const bytes = Buffer.concat(parts);
        const text = bytes.toString();
        const { statusCode = 0 } = incoming;
        resolve({ status: statusCode, headers: incoming.headers, bytes, text, body: parsed(text) });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(payload);
  });
}
