import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyRows } from "./copy.ts";
import { startDatabase } from "./database.fixture.ts";

let client: Client;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ client, stop } = await startDatabase());
  await client.query("create temp table copied (t text, n int, b boolean, y bytea, a text[], j jsonb)");
}, 120_000);
afterAll(async () => stop());

describe("copyRows", () => {
  it("brings back what went in, whatever signs it holds", async () => {
    const odd = 'tab\t line\nreturn\r back\\slash \\N "quotes" {brace}, comma 王 🙂';
    const row = [odd, -7, true, Buffer.from([0, 255, 92]), [odd, "", "null"], JSON.stringify({ odd })];
    await copyRows(
      client,
      "copied",
      ["t", "n", "b", "y", "a", "j"],
      [row, [null, null, null, null, null, null]],
    );
    const { rows } = await client.query("select * from copied order by n");
    expect(rows).toEqual([
      { t: odd, n: -7, b: true, y: Buffer.from([0, 255, 92]), a: [odd, "", "null"], j: { odd } },
      { t: null, n: null, b: null, y: null, a: null, j: null },
    ]);
  });

  it("fails where PostgreSQL refuses a row, and leaves the connection in order", async () => {
    await expect(copyRows(client, "copied", ["n"], [["not a number"]])).rejects.toThrow(
      "invalid input syntax",
    );
    expect((await client.query("select 1 as one")).rows).toEqual([{ one: 1 }]);
  });

  it("fails with the cause when the rows cannot be made", async () => {
    function* rows(): Generator<[number]> {
      yield [1];
      throw new Error("no more rows");
    }
    await expect(copyRows(client, "copied", ["n"], rows())).rejects.toThrow("no more rows");
    expect((await client.query("select count(*)::int as n from copied where n = 1")).rows).toEqual([
      { n: 0 },
    ]);
  });
});
