import { describe, expect, it } from "vitest";
import { brandColours, brandCss, contrastOf } from "./brand.ts";

describe("brand colours", () => {
  it("read on every ground of both schemes, whatever the hue", () => {
    for (let hue = 0; hue < 360; hue++) {
      const { accent, "accent-hover": hover, wash } = brandColours(hue);
      for (const [at, grounds] of [
        ["#fefdfa", "#f5f3ef", "#ffffff", "#f0eee9"],
        ["#1a1815", "#12100e", "#22201c"],
      ].entries()) {
        for (const ground of [...grounds, wash[at] ?? ""]) {
          expect(contrastOf(accent[at] ?? "", ground), `${hue} on ${ground}`).toBeGreaterThanOrEqual(4.5);
          expect(contrastOf(hover[at] ?? "", ground), `${hue} over ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
      }
      // What stands on the accent itself: white in light, near black in dark.
      expect(contrastOf(accent[0], "#ffffff")).toBeGreaterThanOrEqual(4.5);
      expect(contrastOf(accent[1], "#12100e")).toBeGreaterThanOrEqual(4.5);
      // Words stand on the wash.
      expect(contrastOf(wash[0], "#221f19")).toBeGreaterThanOrEqual(7);
      expect(contrastOf(wash[1], "#edebe7")).toBeGreaterThanOrEqual(7);
    }
  });

  it("measure as the guidelines do, and are told as tokens", () => {
    expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
    expect(contrastOf("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
    expect(brandCss(210)).toMatch(/^:root\{--accent:light-dark\(#[0-9a-f]{6},#[0-9a-f]{6}\);--accent-hover:/);
  });
});
