import { errors, type ErrorCode } from "@atrium/contracts";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "#kernel/logger";
import { Problem } from "#kernel/problem";

/** The body of RFC 9457 with Atrium's own members. */
export function problemBody(problem: Problem, requestId: string, origin: string): Record<string, unknown> {
  const { detail, fields, extra } = problem.details;
  return {
    type: `${origin}/problems/${problem.code}`,
    title: errors[problem.code].title,
    status: problem.status,
    code: problem.code,
    detail: detail ?? null,
    requestId,
    ...extra,
    ...(fields === undefined ? {} : { errors: fields }),
  };
}

// What Fastify itself may say of a request, in Atrium's words.
const fastifyCodes: Record<string, ErrorCode> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "request.unsupported_type",
  FST_ERR_CTP_BODY_TOO_LARGE: "request.too_large",
  FST_ERR_ASYNC_CONSTRAINT: "request.misdirected",
  FST_ERR_BAD_URL: "request.not_found",
  FST_ERR_NOT_FOUND: "request.not_found",
};

export function toProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (typeof error !== "object" || error === null) return null;
  const { code, statusCode } = error as Partial<FastifyError>;
  const known = code === undefined ? undefined : fastifyCodes[code];
  if (known !== undefined) return new Problem(known);
  const clientsFault = statusCode !== undefined && statusCode >= 400 && statusCode < 500;
  return clientsFault ? new Problem("request.malformed") : null;
}

export function sendProblem(reply: FastifyReply, problem: Problem, origin: string): FastifyReply {
  const { retryAfterSeconds } = problem.details;
  if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds));
  if (problem.code === "auth.required") reply.header("www-authenticate", 'Bearer realm="atrium"');
  return reply
    .code(problem.status)
    .header("content-type", "application/problem+json; charset=utf-8")
    .send(JSON.stringify(problemBody(problem, reply.request.id, origin)));
}

export function errorHandler(logger: Logger, origin: string) {
  return (error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const problem = toProblem(error);
    if (problem === null || problem.status >= 500) {
      const err = problem?.cause ?? error;
      logger.error(
        { err, requestId: request.id, operation: request.routeOptions.config.operation },
        "a request failed",
      );
    }
    return sendProblem(reply, problem ?? new Problem("internal.error"), origin);
  };
}

declare module "fastify" {
  interface FastifyContextConfig {
    operation?: string;
    /** Takes a file, which may be long on its way. */
    upload?: boolean;
  }
}
