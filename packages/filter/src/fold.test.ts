import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { foldText, prefixEnd } from "./fold.ts";

const anyText = fc.string({ unit: "binary", maxLength: 12 });
const bytes = (text: string) => Buffer.from(text, "utf8");

describe("folding text", () => {
  it("ignores case, accents and compatibility forms, but keeps the vowels of other scripts", () => {
    expect(foldText("ÅSA Löf")).toBe("asa lof");
    expect(foldText("ﬁn ① Ａ")).toBe("fin 1 a");
    expect(foldText("İstanbul")).toBe("istanbul");
    expect(foldText("ΟΔΟΣ")).toBe(foldText("οδοσ"));
    expect(foldText("हिन्दी")).toBe("हिन्दी");
    expect(foldText("がぎ")).toBe("がぎ".normalize("NFC"));
  });

  it("changes nothing the second time", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("the end of a prefix", () => {
  it("comes right after everything that starts with it, in byte order", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 4 }), anyText, (prefix, rest) => {
        const end = prefixEnd(prefix);
        if (end === undefined) return;
        expect(Buffer.compare(bytes(prefix + rest), bytes(end))).toBe(-1);
        expect(Buffer.compare(bytes(prefix), bytes(end))).toBe(-1);
        const inside =
          Buffer.compare(bytes(rest), bytes(prefix)) >= 0 && Buffer.compare(bytes(rest), bytes(end)) < 0;
        expect(inside).toBe(rest.startsWith(prefix));
      }),
    );
  });

  it("steps over the surrogates and does without an end where there is none", () => {
    expect(prefixEnd("a\ud7ff")).toBe("a\ue000");
    expect(prefixEnd("a\u{10ffff}")).toBe("b");
    expect(prefixEnd("\u{10ffff}")).toBeUndefined();
  });
});
