import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fastify, { type FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { mountConsole } from "./pages.ts";

describe("the console's files", () => {
  let folder: string;
  let app: FastifyInstance;

  beforeAll(async () => {
    folder = path.join(await mkdtemp(path.join(tmpdir(), "atrium-pages-")), "dist");
    app = fastify();
    await mountConsole(app, folder, false);
    await app.ready();
  });
  afterAll(async () => {
    await app.close();
    await rm(path.dirname(folder), { recursive: true, force: true });
  });

  it("are served although they were built after the server got ready, as on a first start", async () => {
    expect((await app.inject("/")).statusCode).not.toBe(200);
    await mkdir(path.join(folder, "assets"), { recursive: true });
    await writeFile(path.join(folder, "index.html"), "<!doctype html><title>Atrium</title>");
    await writeFile(path.join(folder, "assets/app-1.js"), "1");
    for (const url of ["/", "/setup", "/o/acme/users", "/me/security"]) {
      const page = await app.inject(url);
      expect(page.statusCode, url).toBe(200);
      expect(page.headers).toMatchObject({
        "content-type": "text/html; charset=utf-8",
        "cache-control": "no-store",
      });
    }
    const asset = await app.inject("/assets/app-1.js");
    expect(asset.headers["cache-control"]).toContain("immutable");
  });

  it("do not stand for addresses that are none", async () => {
    for (const url of ["/nowhere", "/assets/../index.html", "/assets/none.js", "/me.css"])
      expect((await app.inject(url)).statusCode, url).toBe(404);
  });
});
