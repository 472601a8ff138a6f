import { describe, expect, it } from "vitest";
import { layoutOf } from "./layout.ts";
import { neighbour } from "./neighbour.ts";

const layout = layoutOf(
  [
    { id: "lead", parents: ["agent"] },
    { id: "agent", parents: ["user"] },
    { id: "trainee", parents: ["user"] },
    { id: "user", parents: [] },
  ],
  { width: 100, height: 20, columnGap: 40, rowGap: 10 },
);

describe("walking the hierarchy", () => {
  it("follows lines to what a role inherits and back", () => {
    expect(neighbour(layout, "lead", "ArrowRight", false)).toBe("agent");
    expect(neighbour(layout, "agent", "ArrowLeft", false)).toBe("lead");
    expect(neighbour(layout, "lead", "ArrowLeft", true)).toBe("agent");
    expect(neighbour(layout, "user", "ArrowRight", false)).toBeNull();
  });

  it("goes up and down within a column", () => {
    const below =
      neighbour(layout, "lead", "ArrowDown", false) ?? neighbour(layout, "lead", "ArrowUp", false);
    expect(below).toBe("trainee");
    expect(neighbour(layout, "lead", "x", false)).toBeNull();
    expect(neighbour(layout, "nowhere", "ArrowDown", false)).toBeNull();
  });
});
