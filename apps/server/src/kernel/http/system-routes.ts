import { constantTimeEqual } from "#kernel/crypto";
import { errors } from "@atrium/contracts";
import type { FastifyInstance } from "fastify";
import { Problem } from "#kernel/problem";
import { apiHeaders, pageHeaders } from "./headers.ts";

/** Routes that are not operations. The list is short, and a check holds the router to it and the contracts. */
export const systemPaths = [
  "/livez",
  "/readyz",
  "/health",
  "/metrics",
  "/openapi.json",
  "/problems/:code",
] as const;

export type SystemRoutes = {
  readonly secure: boolean;
  readonly ready: () => Promise<boolean>;
  readonly version: string;
  readonly metricsText: () => Promise<string>;
  /** Without a token the numbers are for callers on this machine alone. */
  readonly metricsToken: string | undefined;
  readonly openapi: () => string;
};

const escapeHtml = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

export function mountSystemRoutes(app: FastifyInstance, options: SystemRoutes): void {
  const headers = apiHeaders(options.secure);
  app.get("/livez", (_request, reply) => reply.headers(headers).send({ status: "alive" }));
  app.get("/readyz", async (_request, reply) => {
    const ready = await options.ready();
    return reply
      .headers(headers)
      .code(ready ? 200 : 503)
      .send({ status: ready ? "ready" : "not ready" });
  });
  app.get("/health", async (_request, reply) => {
    const ready = await options.ready();
    return reply
      .headers(headers)
      .code(ready ? 200 : 503)
      .send({ status: ready ? "ok" : "degraded", database: ready ? "up" : "down", version: options.version });
  });
  app.get("/metrics", async (request, reply) => {
    const sent = request.headers.authorization?.replace(/^bearer /i, "") ?? "";
    const allowed =
      options.metricsToken === undefined
        ? /^(?:::1|(?:::ffff:)?127\.)/.test(request.socket.remoteAddress ?? "") &&
          request.headers["x-forwarded-for"] === undefined
        : constantTimeEqual(sent, options.metricsToken);
    if (!allowed) throw new Problem("request.not_found");
    return reply
      .headers(headers)
      .type("text/plain; version=0.0.4; charset=utf-8")
      .send(await options.metricsText());
  });
  app.get("/openapi.json", (_request, reply) =>
    reply.headers(headers).type("application/json; charset=utf-8").send(options.openapi()),
  );
  app.get<{ Params: { code: string } }>("/problems/:code", (request, reply) => {
    const { code } = request.params;
    const known = Object.hasOwn(errors, code) ? errors[code as keyof typeof errors] : undefined;
    if (known === undefined) throw new Problem("request.not_found");
    const title = escapeHtml(known.title);
    return reply
      .headers(pageHeaders(options.secure))
      .type("text/html; charset=utf-8")
      .send(
        `<!doctype html><html lang="en"><meta charset="utf-8"><title>${code}</title><h1>${title}</h1><p>Status ${known.status}, code <code>${escapeHtml(code)}</code>.</p></html>`,
      );
  });
}
