import { existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { Problem } from "#kernel/problem";
import { pageHeaders } from "./headers.ts";

/** Where the console's own addresses begin; everything else that is unknown is a 404. */
const consolePaths = ["/", "/setup", "/sign-in", "/o/*", "/me", "/me/*"];

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
};

/**
 * Serves the built console: hashed files for ever, its page fresh each time. Files are looked for when they are asked
 * for: on a first start the console is built while the server gets ready.
 */
export async function mountConsole(app: FastifyInstance, folder: string, secure: boolean): Promise<void> {
  const headers = pageHeaders(secure);
  const assets = path.join(folder, "assets");
  mkdirSync(assets, { recursive: true });
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
  const known = new Map<string, Buffer>();
  function fileOf(name: string): Buffer {
    const held = known.get(name);
    if (held !== undefined) return held;
    const file = path.join(folder, name);
    if (!existsSync(file)) throw new Problem("request.not_found", { detail: "The console is not built." });
    const read = readFileSync(file);
    known.set(name, read);
    return read;
  }
  function mount(url: string, name: string, caching: string): void {
    app.get<{ Params: { "*"?: string } }>(url, ({ params }, reply) => {
      // No screen is called like a file: what asks for one means to have a page kept as a picture or a sheet of styles.
      if (/\.[^/]*$/.test(params["*"] ?? "")) throw new Problem("request.not_found");
      return reply
        .headers(headers)
        .header("cache-control", caching)
        .type(types[path.extname(name)] ?? "text/plain")
        .send(fileOf(name));
    });
  }
  for (const url of consolePaths) mount(url, "index.html", "no-store");
  for (const name of ["favicon.svg", "theme.js", "robots.txt"]) mount(`/${name}`, name, "max-age=300");
}
