import { Readable } from "node:stream";
import { gzip } from "node:zlib";
import type { GivenFile } from "@atrium/contracts";
import type { FastifyReply, FastifyRequest } from "fastify";
import { attachment } from "#kernel/content-disposition";
import type { Answer } from "#kernel/execute";
import type { CookieKind } from "#kernel/operation";
import { serializeCookie } from "./credentials.ts";

const worthCompressing = 2048;

function compressed(text: string): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    gzip(text, { level: 4 }, (error, result) => (error === null ? resolve(result) : reject(error))),
  );
}

function locationOf(value: unknown): string {
  if (typeof value === "object" && value !== null && "location" in value) return String(value.location);
  throw new Error("an operation that takes a form says where the browser goes on");
}

/** Where to look for what goes on in the background; null where that is no job. */
function jobAddress(value: unknown): string | null {
  if (typeof value !== "object" || value === null || !("id" in value)) return null;
  return String(value.id).startsWith("job_") ? `/api/v1/jobs/${String(value.id)}` : null;
}

/** Always as something to keep, never to look at: what a file holds is not ours, and it must not run on our origin. */
function sendFile(reply: FastifyReply, value: unknown): FastifyReply {
  const { name, contentType, bytes, stream } = value as GivenFile;
  if (bytes !== null) reply.header("content-length", bytes);
  return reply
    .header("content-type", contentType)
    .header("content-disposition", attachment(name))
    .header("content-security-policy", "sandbox; default-src 'none'")
    .header("cache-control", "private, no-store")
    .send(stream instanceof Readable ? stream : Readable.from(stream));
}

/** Puts an operation's answer on the wire: limit headers, ETag, cookie, body. */
export async function respond(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  options: {
    policyName: string;
    cookieName: (kind: CookieKind) => string;
    secure: boolean;
    headers: Record<string, string>;
    /** The answer's value is a text of this type. */
    contentType?: string | undefined;
    /** The browser goes on to the value's `location`. */
    sendsOn?: boolean;
    /** The answer's value is a file. */
    file?: boolean;
  },
): Promise<FastifyReply> {
  reply.code(answer.status).headers(options.headers).header("x-request-id", request.id);
  if (answer.decision !== null) {
    const { limit, windowSeconds, remaining, resetSeconds } = answer.decision;
    reply
      .header("ratelimit-policy", `"${options.policyName}";q=${limit};w=${windowSeconds}`)
      .header("ratelimit", `"${options.policyName}";r=${remaining};t=${Math.ceil(resetSeconds)}`);
  }
  if (answer.replayed) reply.header("idempotent-replayed", "true");
  for (const { cookie, token, maxAgeSeconds } of answer.cookies) {
    reply.header(
      "set-cookie",
      serializeCookie(options.cookieName(cookie), token, { secure: options.secure, maxAgeSeconds }),
    );
  }
  if (answer.version !== null) {
    const tag = `"${answer.version}"`;
    reply.header("etag", tag);
    if (request.method === "GET" && request.headers["if-none-match"] === tag) return reply.code(304).send();
  }
  const job = answer.status === 202 ? jobAddress(answer.value) : null;
  if (job !== null) reply.header("location", job);
  if (options.sendsOn === true) return reply.code(303).header("location", locationOf(answer.value)).send();
  if (options.file === true) return sendFile(reply, answer.value);
  if (options.contentType !== undefined) {
    return reply.header("content-type", options.contentType).send(String(answer.value));
  }
  if (answer.json === null) return reply.send();
  reply.header("content-type", "application/json; charset=utf-8");
  const accepts = request.headers["accept-encoding"];
  if (accepts === undefined || answer.json.length < worthCompressing || !accepts.includes("gzip")) {
    return reply.send(answer.json);
  }
  return reply
    .header("content-encoding", "gzip")
    .header("vary", "accept-encoding")
    .send(await compressed(answer.json));
}
