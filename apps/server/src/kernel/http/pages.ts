import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "#kernel/problem";
import { pageHeaders } from "./headers.ts";

/** Where the console's own addresses begin; everything else that is unknown is a 404. */
const consolePaths = ["/", "/setup", "/sign-in", "/o/*", "/me", "/me/*"];

/** Serves the built console: hashed files for ever, its page fresh each time. */
export async function mountConsole(app: FastifyInstance, folder: string, secure: boolean): Promise<void> {
  const headers = pageHeaders(secure);
  const assets = path.join(folder, "assets");
  if (existsSync(assets)) {
    await app.register(fastifyStatic, {
      root: assets,
      prefix: "/assets/",
      preCompressed: true,
      index: false,
      maxAge: "365d",
      immutable: true,
      cacheControl: true,
      setHeaders: (response) => {
        for (const [name, value] of Object.entries(headers)) response.header(name, value);
      },
    });
  }
  const file = path.join(folder, "index.html");
  const page = existsSync(file) ? readFileSync(file, "utf8") : null;
  for (const url of consolePaths) {
    app.get(url, (_request, reply) => {
      if (page === null) throw new Problem("request.not_found", { detail: "The console is not built." });
      return reply
        .headers(headers)
        .header("cache-control", "no-store")
        .type("text/html; charset=utf-8")
        .send(page);
    });
  }
  for (const name of ["favicon.svg", "theme.js", "robots.txt"]) {
    const found = path.join(folder, name);
    if (!existsSync(found)) continue;
    const body = readFileSync(found);
    const type = { ".svg": "image/svg+xml", ".js": "text/javascript; charset=utf-8", ".txt": "text/plain" }[
      path.extname(name)
    ];
    app.get(`/${name}`, (_request, reply) =>
      reply
        .headers(headers)
        .header("cache-control", "max-age=300")
        .type(type ?? "text/plain")
        .send(body),
    );
  }
}
