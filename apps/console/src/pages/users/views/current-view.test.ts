import { describe, expect, it } from "vitest";
import { isChanged, positionsAfter } from "./current-view.ts";

const view = { q: "status:active", sort: "name", columns: ["status", "title"] };
const look = { q: "status:active", sort: "name", columns: ["status", "title"] } as const;

describe("a saved view", () => {
  it("is as it was saved until filter, sort or columns are others", () => {
    expect(isChanged(view, look)).toBe(false);
    expect(isChanged(view, { ...look, q: "" })).toBe(true);
    expect(isChanged(view, { ...look, sort: "-name" })).toBe(true);
    expect(isChanged(view, { ...look, columns: ["title", "status"] })).toBe(true);
  });
  it("without a sort or columns of its own is not changed by the usual ones", () => {
    expect(isChanged({ q: "", sort: null, columns: [] }, { ...look, q: "", sort: "-createdAt" })).toBe(false);
  });
  it("changes places with its neighbour, and only who stands elsewhere is written", () => {
    const views = ["a", "b", "c"].map((id, position) => ({ id, position }));
    expect(positionsAfter(views, "c", -1)).toEqual([
      { id: "c", position: 1 },
      { id: "b", position: 2 },
    ]);
    expect(positionsAfter(views, "a", -1)).toEqual([]);
    expect(
      positionsAfter(
        views.map(({ id }) => ({ id, position: 0 })),
        "a",
        1,
      ),
    ).toEqual([
      { id: "a", position: 1 },
      { id: "c", position: 2 },
    ]);
  });
});
