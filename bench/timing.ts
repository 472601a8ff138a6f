import { randomInt } from "node:crypto";
import { Agent, request } from "node:http";
import type { BenchOptions } from "./options.ts";
import { withAccounts } from "./timing-accounts.ts";
import { withStage } from "./stage.ts";
import { median, percentile, tellingApart } from "./statistics.ts";
import { short, table } from "./table.ts";

/** Samples of each kind. At 500 the area's own scatter is 0.018, so an honest 0.5 stays below the claim. */
const samples = 500;
const claim = 0.55;
/** Failed tries from one address are counted, and the thirtieth is refused; these come from as many as they need. */
const triesPerAddress = 20;
/** Pairs that nobody measures: the first calls of a process are slow. */
const warming = 20;

type Try = { email: string; known: boolean };

/** Known and unknown in pairs, whose order is tossed: whatever slows the machine for a while meets both. */
function interleaved(known: readonly string[], unknown: readonly string[]): Try[] {
  return known.flatMap((email, n) => {
    const pair = [
      { email, known: true },
      { email: unknown[n] ?? "", known: false },
    ];
    return randomInt(2) === 0 ? pair : pair.toReversed();
  });
}

/** A keep-alive connection from an address of its own; Linux lets anybody use all of 127.0.0.0/8. */
function openAddress(port: number, number: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const localAddress = `127.0.${1 + (number >> 8)}.${number & 255}`;
  const ask = (method: string, path: string, body: string): Promise<{ status: number; ms: number }> =>
    new Promise((resolve, reject) => {
      const headers = body === "" ? {} : { "content-type": "application/json" };
      const outgoing = request(
        { host: "127.0.0.1", port, method, path, headers, agent, localAddress },
        (incoming) => {
          incoming.resume();
          incoming.once("error", reject);
          incoming.once("end", () =>
            resolve({ status: incoming.statusCode ?? 0, ms: performance.now() - since }),
          );
        },
      );
      outgoing.once("error", reject);
      const since = performance.now();
      outgoing.end(body);
    });
  return { ask, close: () => agent.destroy() };
}

async function sample(port: number, tries: readonly Try[]): Promise<{ known: number[]; unknown: number[] }> {
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
  for (let at = 0; at < tries.length; at += triesPerAddress) {
    const address = openAddress(port, at / triesPerAddress);
    // Opens the connection, so that the first sample on it is like the others.
    await address.ask("GET", "/livez", "");
    for (const [n, { email, known }] of tries.slice(at, at + triesPerAddress).entries()) {
      const body = JSON.stringify({ email, password: "not the password of anybody", mode: "token" });
      const { status, ms } = await address.ask("POST", "/api/v1/auth/login", body);
      if (status !== 401) throw new Error(`a sign-in that should be refused was answered with ${status}`);
      if (at + n >= 2 * warming) times[known ? "known" : "unknown"].push(ms);
    }
    address.close();
  }
  return times;
}

/**
 * Signs in with wrong passwords, to addresses with an account and to such without, one at a time as somebody would who
 * listens to the answer's delay, and tells how well the delay gives away which is which.
 */
export async function timeSignIns(
  options: BenchOptions,
  say: (text: string) => void,
): Promise<{ text: string; holds: boolean }> {
  const times = await withStage(options, say, (stage) =>
    withAccounts(stage, samples + warming, ({ known, unknown }) => {
      say(`Signing in ${2 * samples} times`);
      return sample(stage.ours.port, interleaved(known, unknown));
    }),
  );
  const area = tellingApart(times.known, times.unknown);
  const holds = area <= claim;
  const row = (name: string, values: readonly number[]): string[] => {
    const sorted = values.toSorted((a, b) => a - b);
    const [p5, p95] = [percentile(sorted, 0.05), percentile(sorted, 0.95)];
    return [name, String(values.length), short(p5), short(median(values)), short(p95)];
  };
  const rows = [row("with an account", times.known), row("without", times.unknown)];
  return {
    holds,
    text: `${table(["address", "samples", "p5", "p50", "p95 ms"], rows)}

The time tells them apart with an area under the curve of ${area.toFixed(3)}; 0.5 is a coin, 1 is certainty.
${holds ? "Holds" : "Does not hold"}: they cannot be told apart better than ${claim}.`,
  };
}
