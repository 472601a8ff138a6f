import type { BenchOptions } from "./options.ts";
import { signIn } from "./sign-in.ts";
import { withStage, type Stage } from "./stage.ts";
import { whole } from "./table.ts";
import { caller, follow, isKind, told, type Job } from "./transfers.ts";

/** For a million rows with hashes; fewer may take their share. */
const claims = { runSeconds: 300 };
const firstNames = ["Ada", "Bea", "Cem", "Dana", "Emil", "Fatma", "Gustav", "Hana"];
const lastNames = Array.from({ length: 2000 }, (_, n) => `Name${n.toString(36)}`);
// One and the same: what it costs is to judge and to keep it, and each row does both.
const hash = "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

type Import = { id: string; job: string; state: string; version: number; counts: unknown; result: unknown };

function fileOf(rows: number, run: string): Blob {
  const parts = ["email,first name,last name,phone,department,passwordHash\n"];
  for (let n = 0; n < rows; n++) {
    const names = `${firstNames[n % firstNames.length]},${lastNames[(n * 7) % lastNames.length]}`;
    parts.push(`import-${run}-${n}@people.example,${names},+436601234567,Import,${hash}\n`);
  }
  return new Blob(parts);
}

async function upload(stage: Stage, file: Blob): Promise<string> {
  const { headers } = await signIn(stage);
  const response = await fetch(`http://127.0.0.1:${stage.ours.port}/api/v1/uploads?name=people.csv`, {
    method: "POST",
    headers: { ...headers, "content-type": "application/octet-stream" },
    body: file,
  });
  if (!response.ok) throw new Error(`upload: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { id: string }).id;
}

/** An import of as many people as there are: reading, dry run, bringing them in, and putting it back. */
export async function measureImport(
  options: BenchOptions,
  say: (text: string) => void,
): Promise<{ text: string; holds: boolean }> {
  const rows = options.users;
  return withStage(options, say, async (stage) => {
    const call = await caller(stage);
    say(`Making a file of ${whole(rows)} rows`);
    const brought = await upload(stage, fileOf(rows, Date.now().toString(36)));
    let id = "";
    const step = (title: string, start: () => Promise<Import>) =>
      follow(stage, call, title, async () => {
        const started = await start();
        id = started.id;
        return call<Job>("GET", `/jobs/${started.job}`);
      });
    const read = await step("reading", () => call("POST", "/imports", { upload: brought }));
    const tried = await step("dry run", () => call("POST", `/imports/${id}/check`));
    const ran = await step("import", () => call("POST", `/imports/${id}/run`));
    const { result } = await call<Import>("GET", `/imports/${id}`);
    const undone = await follow(stage, call, "its undo", () => call("POST", `/jobs/${ran.job.id}/undo`));
    const all = [read, tried, ran, undone];
    const lines = all.map((each) => told({ ...each, rows }));
    const holds = ran.seconds <= claims.runSeconds * Math.max(1, rows / 1_000_000) && all.every(isKind);
    const verdict = holds ? "All claims hold." : "A claim does not hold.";
    return { text: [...lines, JSON.stringify(result), verdict].join("\n"), holds };
  });
}
