import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Limit } from "@atrium/contracts";
import type { Answer } from "#kernel/execute";
import { serializeCookie } from "./credentials.ts";

const worthCompressing = 2048;

function compressed(text: string): Promise<Buffer> {
  return new Promise((resolve, reject) =>
    gzip(text, { level: 4 }, (error, result) => (error === null ? resolve(result) : reject(error))),
  );
}

/** Puts an operation's answer on the wire: limit headers, ETag, cookie, body. */
export async function respond(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Answer,
  options: {
    limit: Limit;
    policyName: string;
    cookieName: string;
    secure: boolean;
    headers: Record<string, string>;
  },
): Promise<FastifyReply> {
  reply.code(answer.status).headers(options.headers).header("x-request-id", request.id);
  if (answer.decision !== null) {
    const { remaining, resetSeconds } = answer.decision;
    reply
      .header(
        "ratelimit-policy",
        `"${options.policyName}";q=${options.limit.limit};w=${options.limit.windowSeconds}`,
      )
      .header("ratelimit", `"${options.policyName}";r=${remaining};t=${Math.ceil(resetSeconds)}`);
  }
  if (answer.replayed) reply.header("idempotent-replayed", "true");
  if (answer.cookie !== null) {
    const { token, maxAgeSeconds } = answer.cookie;
    reply.header(
      "set-cookie",
      serializeCookie(options.cookieName, token, { secure: options.secure, maxAgeSeconds }),
    );
  }
  if (answer.version !== null) {
    const tag = `"${answer.version}"`;
    reply.header("etag", tag);
    if (request.method === "GET" && request.headers["if-none-match"] === tag) return reply.code(304).send();
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
