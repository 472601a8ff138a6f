import { randomUUID } from "node:crypto";
import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "#kernel/problem";
import { problemBody, sendProblem, toProblem } from "./problems.ts";

type Face = { readonly headers: Record<string, string>; readonly origin: string };

/** For addresses that Fastify cannot even route; its own answer would have another shape and name it. */
export function unroutable({ headers, origin }: Face) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): void => {
    reply.headers(headers).header("x-request-id", request.id);
    sendProblem(reply, toProblem(error) ?? new Problem("request.malformed"), origin);
  };
}

/** For bytes that are no request at all: one answer, then the connection ends, so that nothing behind them is read. */
export function unreadable({ headers, origin }: Face) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === "ECONNRESET" || socket.destroyed || !socket.writable) {
      socket.destroy();
      return;
    }
    const problem = new Problem(
      error.code === "HPE_HEADER_OVERFLOW" ? "request.too_large" : "request.malformed",
    );
    const id = randomUUID();
    const body = JSON.stringify(problemBody(problem, id, origin));
    const all = {
      ...headers,
      "content-type": "application/problem+json; charset=utf-8",
      "content-length": String(Buffer.byteLength(body)),
      "x-request-id": id,
      connection: "close",
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    const { status } = problem;
    socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, "", body].join("\r\n"));
  };
}
