import { parseArgs } from "node:util";

export const usage = `npm run bench -- [--users 100000] [--data DIR] [--seconds 2] [--repeats 3] [--json FILE]

Fills a database of its own, starts the server and beside it a bare one, loads both in turns, prints a table.
  --users N         people of the biggest organization (100000)
  --data DIR        keep the database there for the next run; without it a temporary one is used
  --seconds S       length of a load (2)
  --repeats N       pairs of loads a row, at least 3 for figures worth keeping (3)
  --connections N   connections of a load (16; sign-in and search have 4 at most)
  --only A,B        rows whose id begins with one of these
  --json FILE       also write the figures there
  --prof            also tell in which functions the server spends each load
  --quick           5,000 people, 0.3 s, 2 repeats: whether it works, not how fast it is
  --compare A B     no run: set two files of --json beside each other
  --mixed           no table: what sign-ins at full speed cost a list beside them
  --roles           no table: what a change of a role writes that everybody holds, and when two nodes know
  --transfers       no table: exports of everybody, a bulk act and its undo: time, memory, others' waiting
  --import          no table: an import of as many people, with hashes, its dry run and its undo
  --paint           no table: from the last key of a filter to the painted rows, in Chromium
  --filters         no table: a page of every filter in every order, and which of them take long
  --timing          no table: whether the time of a refused sign-in tells if the address has an account`;

export type BenchOptions = {
  users: number;
  data: string | null;
  seconds: number;
  repeats: number;
  connections: number;
  only: readonly string[];
  json: string | null;
  profile: boolean;
  quick: boolean;
  /** Long work may use both cores as it finds them; a load of its own stays off the server's. */
  isFree: boolean;
};
export type Command =
  | { kind: "help" }
  | { kind: "compare"; files: [string, string] }
  | {
      kind: "timing" | "mixed" | "roles" | "transfers" | "import" | "paint" | "filters";
      options: BenchOptions;
    }
  | { kind: "run"; options: BenchOptions };

export class Misuse extends Error {
  override readonly name = "Misuse";
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new Misuse(`--${name} must be a number above 0`);
  return number;
}

export function readArguments(args: readonly string[]): Command {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      users: { type: "string" },
      data: { type: "string" },
      seconds: { type: "string" },
      repeats: { type: "string" },
      connections: { type: "string", default: "16" },
      only: { type: "string" },
      json: { type: "string" },
      prof: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      compare: { type: "boolean", default: false },
      timing: { type: "boolean", default: false },
      mixed: { type: "boolean", default: false },
      roles: { type: "boolean", default: false },
      transfers: { type: "boolean", default: false },
      import: { type: "boolean", default: false },
      paint: { type: "boolean", default: false },
      filters: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return { kind: "help" };
  if (values.compare) {
    const [before, after, ...rest] = positionals;
    if (before === undefined || after === undefined || rest.length > 0)
      throw new Misuse("--compare takes two files");
    return { kind: "compare", files: [before, after] };
  }
  if (positionals.length > 0) throw new Misuse(`${positionals[0]} is not an option`);
  const { quick, timing, mixed, roles, transfers, import: imports, paint, filters } = values;
  const chosen = { timing, mixed, roles, transfers, import: imports, paint, filters };
  const kinds = ["timing", "mixed", "roles", "transfers", "import", "paint", "filters"] as const;
  return {
    kind: kinds.find((kind) => chosen[kind]) ?? "run",
    options: {
      users: Math.round(positive("users", values.users ?? (quick || timing ? "5000" : "100000"))),
      data: values.data ?? null,
      seconds: positive("seconds", values.seconds ?? (quick ? "0.3" : "2")),
      repeats: Math.round(positive("repeats", values.repeats ?? (quick ? "2" : "3"))),
      connections: Math.round(positive("connections", values.connections)),
      only: values.only?.split(",") ?? [],
      json: values.json ?? null,
      profile: values.prof,
      quick,
      isFree: transfers || imports || paint,
    },
  };
}
