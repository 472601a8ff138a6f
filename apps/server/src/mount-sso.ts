import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { errors, finishLink, finishSso, ssoCallbackPath, type Contract } from "@atrium/contracts";
import type { Answer } from "#kernel/execute";
import { cookieName, serializeCookie } from "#kernel/http/credentials";
import { acceptForms } from "#kernel/http/forms";
import { apiHeaders } from "#kernel/http/headers";
import { toProblem } from "#kernel/http/problems";
import { callerOf, requestInfo, type RouteOptions } from "#kernel/http/routes";
import type { Operation } from "#kernel/operation";

/** The pages that go on from here; each of them works without script. */
const pages = {
  sign_in: "/auth/sign-in",
  factor: "/auth/factor",
  enrol: "/auth/enrol",
  password: "/auth/renew-password",
} as const;
type Finished = { next?: "done" | "factor" | "enrol" | "password"; ticket?: string | null; returnTo: string };
type Returned = Record<"state" | "code" | "iss" | "error", string | undefined>;

/** Of what a provider adds to our address, what the contracts know. */
function returnedBy(fields: unknown): Returned {
  const given = (typeof fields === "object" && fields !== null ? fields : {}) as Record<string, unknown>;
  const text = (name: string): string | undefined => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    return typeof value === "string" ? value : undefined;
  };
  return { state: text("state"), code: text("code"), iss: text("iss"), error: text("error") };
}

function addressOf(path: string, fields: Record<string, string | null | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value != null) query.set(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** Where the browser goes: into the product, to the next step of the sign-in, or back to its beginning. */
function onward({ next = "done", ticket, returnTo }: Finished): string {
  return next === "done" ? returnTo : addressOf(pages[next], { ticket, returnTo });
}

/**
 * Where browsers come back to from an identity provider. It calls the same operations as a program would, with the
 * browser's own cookies, and answers with a way on instead of a body.
 */
export function mountSso(
  app: FastifyInstance,
  operations: readonly Operation[],
  options: RouteOptions,
): void {
  const find = (contract: Contract): Operation | undefined =>
    operations.find((operation) => operation.contract.id === contract.id);
  const [signIn, link] = [find(finishSso), find(finishLink)];
  if (signIn === undefined || link === undefined) return;
  const headers = apiHeaders(options.https);

  function sendOn(
    reply: FastifyReply,
    location: string,
    answer: Answer | null,
    secure: boolean,
  ): FastifyReply {
    reply.code(303).headers(headers).header("location", location);
    for (const { cookie, token, maxAgeSeconds } of answer?.cookies ?? []) {
      reply.header(
        "set-cookie",
        serializeCookie(cookieName(secure, cookie), token, { secure, maxAgeSeconds }),
      );
    }
    return reply.send();
  }

  app.get(ssoCallbackPath, async (request: FastifyRequest, reply) => {
    const secure = options.secureFor(request);
    const body = returnedBy(request.query);
    const links = body.state?.startsWith("l.") === true;
    try {
      const caller = await callerOf(request, options);
      const answer = await options.execute(links ? link : signIn, caller, requestInfo(request, options), {
        params: {},
        query: {},
        body,
      });
      return sendOn(reply, onward(answer.value as Finished), answer, secure);
    } catch (cause) {
      const problem = toProblem(cause);
      if (problem === null || problem.status >= 500) throw cause;
      // Without a state this is the end of a form that was refused before.
      const told = body.error ?? "";
      const code = body.state === undefined && Object.hasOwn(errors, told) ? told : problem.code;
      return sendOn(reply, addressOf(links ? "/me/security" : pages.sign_in, { error: code }), null, secure);
    }
  });

  // Some providers answer by a form from their own site, to which our cookies do not belong: it becomes a visit.
  app.register((scope, _none, done) => {
    acceptForms(scope);
    scope.post(ssoCallbackPath, (request, reply) =>
      sendOn(reply, addressOf(ssoCallbackPath, returnedBy(request.body)), null, options.secureFor(request)),
    );
    done();
  });
}
