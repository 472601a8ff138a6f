import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dynamicQuery, statement, type Parameter } from "#kernel/db/statement";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";

const one = statement<[], string>("select 1", (row) => String(row[0]));
const select = (sql: string, ...values: Parameter[]) => dynamicQuery(sql, values, (row) => row[0]);

describe("several statements in one round trip", () => {
  let atrium: Atrium;
  beforeAll(async () => {
    atrium = await startTestAtrium();
  });
  afterAll(() => atrium.close());

  const system = () => atrium.database.asSystem();

  it("come back in their order, values of every kind as they went in", async () => {
    const [text, list, nothing, yes] = await system().queries(
      select("select $1::text", `quote " ' \\ and é`),
      select("select ($1::text[])[2]", ["a", 'b"\\c']),
      select("select $1::text", null),
      select("select $1::boolean", true),
    );
    expect([text, list, nothing, yes]).toEqual([[`quote " ' \\ and é`], ['b"\\c'], [null], ["t"]]);
  });

  it("are undone together when one of them fails, and the connection serves on", async () => {
    const insert = select("insert into rate_counters values ('batch', 1, 1, now()) returning key");
    await expect(system().queries(insert, select("select 1 / 0"), one())).rejects.toThrow("division by zero");
    expect(await system().query(select("select key from rate_counters where key = 'batch'"))).toEqual([]);
    for (let n = 0; n < 20; n++) expect(await system().query(one())).toEqual(["1"]);
  });

  it("a value that cannot travel spoils no connection", async () => {
    const broken = { toString: "not a value" } as const;
    const values: unknown = [broken];
    for (let n = 0; n < 12; n++) {
      await expect(
        system().query(dynamicQuery("select $1", values as Parameter[], () => null)),
      ).rejects.toThrow();
    }
    expect(await Promise.all(Array.from({ length: 12 }, () => system().query(one())))).toHaveLength(12);
  });

  it("a statement that runs too long is ended and told as not available", async () => {
    await expect(system().query(select("select pg_sleep(30)"))).rejects.toMatchObject({
      code: "service.unavailable",
    });
    expect(await system().query(one())).toEqual(["1"]);
  });

  it("a cut connection is told as not available, and the next call is served", async () => {
    const cut = system().query(select("select pg_terminate_backend(pg_backend_pid())"));
    await expect(cut).rejects.toMatchObject({ code: "service.unavailable" });
    expect(await system().query(one())).toEqual(["1"]);
  });
});
