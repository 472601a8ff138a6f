import type { BenchOptions } from "./options.ts";
import { startChild } from "./children.ts";
import type { Ask } from "./load.ts";
import { createLoader } from "./loader.ts";
import { signIn } from "./sign-in.ts";
import { withStage, type Stage } from "./stage.ts";
import { median, middleOf, type Round } from "./statistics.ts";
import { short, table, whole } from "./table.ts";

/** A list now and then, as a console asks for: enough to see what it meets, too little to be a load itself. */
const listEveryMs = 20;
/** Two that are hashed, and two that wait. */
const signingIn = 4;
const warmMs = 1000;
const claims = { list: 2, signIns: 0.75 };

type Rounds = { quiet: Round[]; beside: Round[]; signIns: Round[]; hashes: Round[] };

async function play(stage: Stage, options: BenchOptions, say: (text: string) => void): Promise<Rounds> {
  const { headers } = await signIn(stage);
  const list: Ask = {
    method: "GET", paths: ["/api/v1/users?limit=50&sort=-createdAt"], headers, status: 200,
  }; // prettier-ignore
  const post = (path: string, body: object): Ask => ({
    method: "POST", paths: [path], headers: {}, body: JSON.stringify(body), status: 200,
  }); // prettier-ignore
  const login = post("/api/v1/auth/login", { ...stage.owner, mode: "token" });
  const hash = post("/hash", { password: stage.owner.password });

  // A generator of its own, so that the list's times hold no wait for the answers of others.
  const other = startChild({ script: "load.ts", core: stage.cores?.others ?? null });
  try {
    const load = createLoader(stage, stage.load);
    const loadList = createLoader(stage, other);
    const { ours, bare } = stage;
    const milliseconds = options.seconds * 1000;
    const lists = (ms = milliseconds): Promise<Round> =>
      loadList({ served: ours, ask: list, connections: 1, milliseconds: ms, everyMs: listEveryMs });
    const signIns = (ms = milliseconds): Promise<Round> =>
      load({ served: ours, ask: login, connections: signingIn, milliseconds: ms });
    const hashes = (ms = milliseconds): Promise<Round> =>
      load({ served: bare, ask: hash, connections: signingIn, milliseconds: ms });
    for (const warm of [lists, signIns, hashes]) await warm(warmMs);
    const rounds: Rounds = { quiet: [], beside: [], signIns: [], hashes: [] };
    for (let round = 0; round < options.repeats; round++) {
      say(`Round ${round + 1} of ${options.repeats}`);
      rounds.quiet.push(await lists());
      const [beside, signed] = await Promise.all([lists(), signIns()]);
      rounds.beside.push(beside);
      rounds.signIns.push(signed);
      rounds.hashes.push(await hashes());
    }
    return rounds;
  } finally {
    await other.stop();
  }
}

/** Signs people in as fast as it goes, and looks what a list meets meanwhile, beside what it meets in quiet. */
export async function measureMixed(
  options: BenchOptions,
  say: (text: string) => void,
): Promise<{ text: string; holds: boolean }> {
  const { quiet, beside, signIns, hashes } = await withStage(options, say, (stage) =>
    play(stage, options, say),
  );
  const inPairs = (
    ones: readonly Round[],
    others: readonly Round[],
    key: "p50" | "p95" | "requestsPerSecond",
  ) => median(ones.map((one, n) => one[key] / (others[n]?.[key] ?? Number.NaN)));
  const slower = inPairs(beside, quiet, "p95");
  const ratio = inPairs(signIns, hashes, "requestsPerSecond");
  const row = (name: string, rounds: readonly Round[]): string[] => {
    const { requestsPerSecond, p50, p95, p99 } = middleOf(rounds);
    return [name, whole(requestsPerSecond), short(p50), short(p95), short(p99)];
  };
  const rows = [
    row("list, quiet", quiet),
    row("list, beside sign-ins", beside),
    row("sign in", signIns),
    row("bare argon2id", hashes),
  ];
  const errors = [quiet, beside, signIns, hashes].flat().reduce((sum, round) => sum + round.errors, 0);
  const holds = slower <= claims.list && ratio >= claims.signIns && errors === 0;
  return {
    holds,
    text: `${table(["load", "req/s", "p50", "p95", "p99 ms"], rows)}

Beside sign-ins, a list's p95 is ${short(slower)} times its quiet one (p50 ${short(inPairs(beside, quiet, "p50"))}); ${claims.list} is the claim.
Sign-ins reach ${short(ratio)} of the bare limit; ${claims.signIns} is the claim. ${whole(errors)} errors.`,
  };
}
