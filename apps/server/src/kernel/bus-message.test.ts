import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkChannel, createDecoder, createEncoder } from "./bus-message.ts";
import { resyncPayload } from "./bus.ts";

function pass(payload: string) {
  const texts = createEncoder()({ channel: "events", payload });
  const decoder = createDecoder();
  return { texts, messages: texts.map(decoder.read).filter((message) => message !== undefined) };
}

describe("bus messages", () => {
  it("arrive as they were sent, whatever their length and letters", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", maxLength: 40 }),
        fc.integer({ min: 0, max: 400 }),
        (unit, times) => {
          const payload = unit.toWellFormed().replaceAll("\0", "").repeat(times);
          const { texts, messages } = pass(payload);
          expect(messages).toEqual([{ channel: "events", payload }]);
          for (const text of texts) expect(Buffer.byteLength(text)).toBeLessThan(7_900);
        },
      ),
    );
  });

  it("survive parts of several senders that arrive mixed", () => {
    const payload = "x".repeat(6_000);
    const [one, two] = [createEncoder(), createEncoder()].map((encode) =>
      encode({ channel: "events", payload }),
    );
    const decoder = createDecoder();
    const mixed = (one ?? []).flatMap((text, at) => [text, two?.[at] ?? ""]);
    expect(mixed.map(decoder.read).filter(Boolean)).toHaveLength(2);
  });

  it("become a resync when no notification can carry them", () => {
    for (const payload of ["a\0b", "x".repeat(1_000_000)]) {
      expect(pass(payload).messages).toEqual([{ channel: "events", payload: resyncPayload }]);
    }
  });

  it("differ even when equal, and foreign texts are passed over", () => {
    const encode = createEncoder();
    const message = { channel: "events", payload: "same" };
    expect(encode(message)).not.toEqual(encode(message));
    for (const text of ["", "\n", "events\nx", "events a 1/\nx"])
      expect(createDecoder().read(text)).toBeUndefined();
  });

  it("refuse channels that could break the first line", () => {
    for (const channel of ["", "*", "a b", "a\n", "Ä", "x".repeat(101)]) {
      expect(() => checkChannel(channel)).toThrow("no name for a bus channel");
    }
  });
});
