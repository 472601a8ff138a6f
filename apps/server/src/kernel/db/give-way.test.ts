import { getPriority } from "node:os";
import { expect, it } from "vitest";
import { copyDatabase } from "../../testing/atrium.ts";
import { openDatabase } from "./database.ts";
import { giveWay } from "./give-way.ts";
import { dynamicQuery } from "./statement.ts";
import { integer } from "./values.ts";

it("lets connections for long work come after those on which people wait", async () => {
  const copy = await copyDatabase();
  const common = { tenantUrl: copy.url, systemUrl: copy.url, poolSize: 1, statementTimeoutMs: 4000 };
  const people = openDatabase(common);
  const work = openDatabase({ ...common, opened: giveWay });
  const serving = dynamicQuery("select pg_backend_pid()", [], (row) => integer(row, 0));
  try {
    const [answers = 0] = await people.asSystem().query(serving);
    const [works = 0] = await work.asSystem().query(serving);
    expect(getPriority(works)).toBe(getPriority(answers) + 7);
  } finally {
    await people.close();
    await work.close();
    await copy.drop();
  }
});
