import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyDatabase } from "../../testing/atrium.ts";
import { openDatabase, type Database } from "./database.ts";
import { readSnapshot } from "./snapshot.ts";
import type { RawRow } from "./statement.ts";

let database: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  const copy = await copyDatabase();
  ({ drop } = copy);
  database = openDatabase({
    tenantUrl: copy.url,
    systemUrl: copy.url,
    poolSize: 2,
    statementTimeoutMs: 4000,
  });
});
afterAll(async () => {
  await database.close();
  await drop();
});

const nobody = "00000000-0000-7000-8000-000000000000";

async function collected(batches: AsyncIterable<readonly RawRow[]>): Promise<number[]> {
  const sizes: number[] = [];
  for await (const batch of batches) sizes.push(batch.length);
  return sizes;
}

describe("a snapshot", () => {
  it("comes some hundred rows at a time", async () => {
    const select = { text: "select n from generate_series(1, $1::int) as n order by n", values: [600] };
    expect(await readSnapshot(database, nobody, select, collected)).toEqual([250, 250, 100]);
  });

  it("sees only what the organization may see", async () => {
    const select = { text: "select id from organizations", values: [] };
    expect(await readSnapshot(database, nobody, select, collected)).toEqual([]);
  });

  it("leaves its connection as it was when the reader gives up", async () => {
    const select = { text: "select n from generate_series(1, 5000) as n", values: [] };
    for (let times = 0; times < 4; times++) {
      await expect(
        readSnapshot(database, nobody, select, () => Promise.reject(new Error("enough"))),
      ).rejects.toThrow("enough");
    }
    expect(await readSnapshot(database, nobody, select, collected)).toHaveLength(20);
  });
});
