import Fastify, { type FastifyInstance } from "fastify";
import { describe, expect, it } from "vitest";
import { collectRoutes, compareRoutes } from "./routes.ts";

const declared = [
  { id: "notes.list", method: "GET", path: "/notes" },
  { id: "notes.create", method: "POST", path: "/notes" },
];

async function routesOf(planted: (app: FastifyInstance) => void) {
  const { built, routes } = await collectRoutes(async () => {
    const app = Fastify();
    app.get("/readyz", () => "ready");
    app.get("/api/v1/notes", () => []);
    app.post("/api/v1/notes", () => ({}));
    planted(app);
    await app.ready();
    return app;
  });
  await built.close();
  return routes;
}

describe("contracts", () => {
  it("holds when the routes are the contracts and the known extras", async () => {
    expect(compareRoutes(await routesOf(() => undefined), declared)).toEqual([]);
  });

  it("finds a route outside of the contracts, also inside a plugin", async () => {
    const routes = await routesOf((app) => {
      app.delete("/api/v1/notes", () => ({}));
      app.register((inner, _options, done) => {
        inner.post("/internal/reset", () => ({}));
        done();
      });
    });
    expect(compareRoutes(routes, declared)).toEqual([
      "DELETE /api/v1/notes is a route without a contract",
      "POST /internal/reset is a route without a contract",
    ]);
  });

  it("finds a contract that no route serves", () => {
    const routes = [{ method: "GET", path: "/api/v1/notes" }];
    expect(compareRoutes(routes, declared)).toEqual([
      "contract notes.create has no route: POST /api/v1/notes",
    ]);
  });
});
