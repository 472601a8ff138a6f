import { describe, expect, it } from "vitest";
import { createWorkLimit } from "./work-limit.ts";

const limit = () => createWorkLimit({ concurrency: 2, queue: 3, refuse: () => new Error("full") });

describe("work limit", () => {
  it("runs two at a time, queues three and refuses the sixth", async () => {
    const limited = limit();
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const started: number[] = [];
    const runs = gates.map((gate, at) =>
      limited(async () => {
        started.push(at);
        await gate.promise;
      }),
    );
    await expect(limited(async () => undefined)).rejects.toThrow("full");
    expect(started).toEqual([0, 1]);
    for (const gate of gates) gate.resolve();
    await Promise.all(runs);
    expect(started).toEqual([0, 1, 2, 3, 4]);
  });

  it("gives the place back when work fails", async () => {
    const limited = limit();
    const failing = async () => {
      throw new Error("failed");
    };
    for (let at = 0; at < 5; at += 1) await expect(limited(failing)).rejects.toThrow("failed");
    expect(await limited(async () => "done")).toBe("done");
  });
});
