import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Problem } from "#kernel/problem";
import { toProblem } from "./problems.ts";

const mostBytes = 524_288;
const mostFields = 20;

function readForm(text: string): Record<string, string> {
  const fields = new URLSearchParams(text);
  const names = [...fields.keys()];
  // A field that comes twice means different things to different readers.
  if (names.length > mostFields || new Set(names).size < names.length) throw new Problem("request.malformed");
  return Object.fromEntries(fields);
}

/** Lets the routes of this part of the server take a browser's form; the others go on refusing it. */
export function acceptForms(scope: FastifyInstance): void {
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: mostBytes },
    (_request, text, done) => {
      try {
        done(null, readForm(String(text)));
      } catch (cause) {
        done(cause instanceof Error ? cause : new Problem("request.malformed"));
      }
    },
  );
}

/** A browser that was refused goes to a page that can say so; a program gets the problem itself. */
export function sendOnRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  failed: string,
  cause: unknown,
): FastifyReply {
  const problem = toProblem(cause);
  if (problem === null || request.headers.accept?.includes("text/html") !== true) throw cause;
  return reply
    .code(303)
    .header("location", `${failed}?error=${encodeURIComponent(problem.code)}`)
    .send();
}
