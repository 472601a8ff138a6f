import { createRequire } from "node:module";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { pageHeaders } from "./headers.ts";

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Atrium API</title>
    <link rel="stylesheet" href="/api-docs/files/swagger-ui.css" />
  </head>
  <body>
    <div id="reference"></div>
    <script src="/api-docs/files/swagger-ui-bundle.js"></script>
    <script src="/api-docs/start.js"></script>
  </body>
</html>`;
const start = `SwaggerUIBundle({ url: "/openapi.json", dom_id: "#reference", deepLinking: true, tryItOutEnabled: true });`;

/** The interactive reference, from files that are shipped with Atrium. */
export async function mountApiDocs(app: FastifyInstance, secure: boolean): Promise<void> {
  const headers = pageHeaders(secure);
  const root = path.dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  await app.register(fastifyStatic, {
    root,
    prefix: "/api-docs/files/",
    decorateReply: false,
    index: false,
    maxAge: "1h",
    allowedPath: (requested) => /^\/swagger-ui(?:-bundle)?\.(?:js|css)$/.test(requested),
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(headers)) response.header(name, value);
    },
  });
  app.get("/api-docs", (_request, reply) =>
    reply.headers(headers).type("text/html; charset=utf-8").send(page),
  );
  app.get("/api-docs/start.js", (_request, reply) =>
    reply.headers(headers).type("text/javascript; charset=utf-8").send(start),
  );
}
