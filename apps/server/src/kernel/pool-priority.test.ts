import { execFile } from "node:child_process";
import { getPriority } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const script = `
  import { readdirSync, readFileSync } from "node:fs";
  import { getPriority } from "node:os";
  import { letPoolGiveWay } from ${JSON.stringify(path.join(import.meta.dirname, "pool-priority.ts"))};
  const given = await letPoolGiveWay();
  const task = "/proc/self/task";
  const pool = readdirSync(task).filter((id) => readFileSync(task + "/" + id + "/comm", "utf8") === "libuv-worker\\n");
  console.log(JSON.stringify({ given, main: getPriority(), pool: pool.map((id) => getPriority(Number(id))) }));
`;

describe.runIf(process.platform === "linux")("the priority of the pool", () => {
  it("is lower than that of the thread that answers, which keeps its own", async () => {
    const run = promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
    const { given, main, pool } = JSON.parse((await run).stdout) as Record<"given" | "main", number> & {
      pool: number[];
    };
    const own = getPriority();
    expect(main).toBe(own);
    expect(given).toBe(4);
    expect(pool).toEqual(Array(4).fill(Math.min(19, own + 5)));
  });
});
