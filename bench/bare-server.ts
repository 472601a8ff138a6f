import { randomUUID } from "node:crypto";
import { hash } from "@node-rs/argon2";
import Fastify from "fastify";
import { Pool, types } from "pg";
import {
  activeSelect,
  countSelect,
  detailSchema,
  insertRow,
  namedSelect,
  pageSchema,
  pageSelect,
  pointSelect,
  searchSelects,
  sortColumns,
  words,
  type SortName,
  type Word,
} from "./bare-queries.ts";
import { mountAccess } from "./bare-access.ts";
import { mountRefresh } from "./bare-refresh.ts";

/**
 * What this machine could do at most in this way: Fastify, pg with prepared statements, a response schema, and nothing
 * else. No sign-in, no rights, no row-level security, no validation, no limits, no audit.
 */
export type BareOrder = { databaseUrl: string; organizationId: string; poolSize: number };

// Dates as PostgreSQL writes them: making Date objects of them and text again would be the slowest part of a list.
const asText = new Set([types.builtins.TIMESTAMPTZ, types.builtins.DATE]);
type Parser = (value: string) => unknown;
const cheapTypes = {
  getTypeParser: (oid: number, format?: "text" | "binary"): Parser =>
    asText.has(oid) ? (value) => value : (types.getTypeParser(oid, format) as Parser),
};

type Status = { status: string; users: number };
type Position = { key?: string; id?: string };

async function serve({ databaseUrl, organizationId, poolSize }: BareOrder): Promise<number> {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: poolSize,
    options: "-c timezone=UTC -c jit=off",
    types: cheapTypes,
  });
  const app = Fastify({ logger: false });
  const own = [organizationId];
  const rowsOf = async (name: string, text: string, values: unknown[]): Promise<object[]> =>
    (await pool.query<object>({ name, text, values })).rows;
  const page = { schema: { response: { 200: pageSchema } } };
  const one = { schema: { response: { 200: detailSchema, 201: detailSchema } } };
  const total = async (among: (status: string) => boolean): Promise<number> => {
    const { rows } = await pool.query<Status>({ name: "count", text: countSelect, values: own });
    return rows.reduce((sum, { status, users }) => sum + (among(status) ? users : 0), 0);
  };
  const present = (status: string): boolean => status !== "deleted";

  const hello = {
    schema: { response: { 200: { type: "object", properties: { hello: { type: "string" } } } } },
  };
  app.get("/hello", hello, () => ({ hello: "world" }));

  app.get<{ Params: { id: string } }>("/users/:id", one, async (request) => {
    const [row] = await rowsOf("point", pointSelect, [organizationId, request.params.id]);
    return row;
  });

  for (const sort of Object.keys(sortColumns) as SortName[]) {
    for (const descending of [false, true]) {
      const name = `${descending ? "-" : ""}${sort}`;
      const first = pageSelect(sort, descending, { behind: false });
      const behind = pageSelect(sort, descending, { behind: true });
      app.get<{ Querystring: Position }>(`/list/${name}`, page, async ({ query: { key, id } }) => {
        const items =
          key === undefined
            ? await rowsOf(`first ${name}`, first, own)
            : await rowsOf(`behind ${name}`, behind, [organizationId, key, id]);
        return { items: items.slice(0, 50), total: null };
      });
      app.get<{ Querystring: Position }>(`/list-with-total/${name}`, page, async ({ query: { key, id } }) => {
        const [items, count] = await Promise.all([
          key === undefined
            ? rowsOf(`first ${name}`, first, own)
            : rowsOf(`behind ${name}`, behind, [organizationId, key, id]),
          total(present),
        ]);
        return { items: items.slice(0, 50), total: count };
      });
    }
  }

  app.get<{ Params: { key: string } }>("/named/:key", page, async ({ params }) => ({
    items: await rowsOf("named", namedSelect, [organizationId, params.key]),
  }));

  app.get("/active", page, async () => {
    const [items, count] = await Promise.all([
      rowsOf("active", activeSelect, own),
      total((status) => status === "active"),
    ]);
    return { items: items.slice(0, 50), total: count };
  });

  for (const word of Object.keys(words) as Word[]) {
    const selects = searchSelects(word);
    app.get(`/search/${word}`, page, async () => {
      const [items, found] = await Promise.all([
        rowsOf(`search ${word}`, selects.page, own),
        pool.query<Status>({ name: `count ${word}`, text: selects.count, values: own }),
      ]);
      return { items: items.slice(0, 50), total: found.rows[0]?.users ?? 0 };
    });
  }

  mountRefresh(app, pool);
  mountAccess(app, pool, organizationId);

  app.post<{ Body: { email: string; firstName: string; lastName: string } }>(
    "/users",
    one,
    async (request, reply) => {
      const { email, firstName, lastName } = request.body;
      const name = `${firstName} ${lastName}`;
      const [first, last] = [firstName.toLowerCase(), lastName.toLowerCase()];
      const values = [
        organizationId,
        randomUUID(),
        email,
        name,
        name.toLowerCase(),
        firstName,
        lastName,
        first,
        last,
      ];
      const [row] = await rowsOf("insert", insertRow, values);
      return reply.code(201).send(row);
    },
  );

  // The same hash as a sign-in checks: argon2id, 19 MiB, two passes, one lane.
  const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
  app.post<{ Body: { password: string } }>("/hash", async ({ body }) => ({
    hash: await hash(body.password, cost),
  }));

  await app.listen({ port: 0, host: "127.0.0.1" });
  const address = app.server.address();
  if (address === null || typeof address === "string") throw new Error("the bare server has no port");
  return address.port;
}

process.once("message", (order: BareOrder) => {
  serve(order).then(
    (port) => process.send?.({ port }),
    (cause: unknown) => {
      process.stderr.write(`${String(cause)}\n`);
      process.exit(1);
    },
  );
});
process.once("disconnect", () => process.exit(0));
