import type { Child } from "./children.ts";

export type HotFunction = { name: string; at: string; share: number };

type CallFrame = { functionName: string; url: string; lineNumber: number };
type Profile = { nodes: { id: number; callFrame: CallFrame }[]; samples: number[]; timeDeltas: number[] };

/** Whose code a function is: a package, a part of the server, Node, or code that was made at run time. */
export function groupOf(frame: CallFrame): string {
  const { url, functionName } = frame;
  const part = /(?:node_modules\/((?:@[^/]+\/)?[^/]+)|(apps\/server\/src\/[^/]+|packages\/[^/]+))/.exec(url);
  if (part !== null) return part[1] ?? part[2] ?? url;
  if (url.startsWith("node:")) return "node";
  if (functionName.startsWith("(")) return functionName === "(anonymous)" ? "generated code" : functionName;
  return /^anonymous\d*$|^$/.test(functionName) ? "generated code" : "node (native)";
}

/** The functions in which the time was spent itself, without what they called, most first; before them their owners. */
export function hottest(profile: Profile, most: number): HotFunction[] {
  const frames = new Map(profile.nodes.map(({ id, callFrame }) => [id, callFrame]));
  const spent = new Map<string, { name: string; at: string; time: number }>();
  const groups = new Map<string, number>();
  let whole = 0;
  profile.samples.forEach((id, n) => {
    const frame = frames.get(id);
    if (frame === undefined || frame.functionName === "(idle)") return;
    const time = profile.timeDeltas[n] ?? 0;
    whole += time;
    const group = groupOf(frame);
    groups.set(group, (groups.get(group) ?? 0) + time);
    const file = frame.url.replace(/^.*\/(node_modules|apps|packages)\//, "$1/");
    const at = file === "" ? "" : `${file}:${frame.lineNumber + 1}`;
    const key = `${frame.functionName} ${at}`;
    const known = spent.get(key) ?? { name: frame.functionName || "(anonymous)", at, time: 0 };
    known.time += time;
    spent.set(key, known);
  });
  const biggest = (entries: { name: string; at: string; time: number }[]): HotFunction[] =>
    entries
      .toSorted((a, b) => b.time - a.time)
      .slice(0, most)
      .map(({ name, at, time }) => ({ name, at, share: time / whole }));
  const owners = [...groups].map(([name, time]) => ({ name: `all of ${name}`, at: "", time }));
  return [...biggest(owners), ...biggest([...spent.values()])];
}

/** Drives the profiler of a process that was started with --inspect, over the address that it wrote. */
export async function openProfiler(child: Child) {
  const address = /ws:\/\/\S+/.exec(child.complaints())?.[0];
  if (address === undefined) throw new Error("the server has no inspector");
  const socket = new WebSocket(address);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve, { once: true });
    socket.addEventListener("error", () => reject(new Error("the inspector does not answer")), {
      once: true,
    });
  });
  const waiting = new Map<number, (result: unknown) => void>();
  let last = 0;
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id: number; result: unknown };
    waiting.get(id)?.(result);
  });
  const call = (method: string, params: object = {}): Promise<unknown> =>
    new Promise((resolve) => {
      waiting.set(++last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return {
    async start(): Promise<void> {
      await call("Profiler.enable");
      await call("Profiler.setSamplingInterval", { interval: 250 });
      await call("Profiler.start");
    },
    async stop(): Promise<HotFunction[]> {
      const { profile } = (await call("Profiler.stop")) as { profile: Profile };
      socket.close();
      return hottest(profile, 30);
    },
  };
}
