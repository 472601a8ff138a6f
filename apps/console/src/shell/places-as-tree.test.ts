import { describe, expect, it } from "vitest";
import { placesAsTree } from "./places-as-tree.ts";

const found = (id: string, parentId: string | null, name = id) => ({ id, slug: id, name, parentId });
const shown = (places: ReturnType<typeof placesAsTree>) =>
  places.map(({ id, depth }) => `${" ".repeat(depth)}${id}`);

describe("places as a tree", () => {
  it("stand below what they belong to, one's own first, each once", () => {
    const places = placesAsTree({
      memberships: [{ organizationId: "mine", slug: "mine", name: "Mine" }],
      found: [found("a", "root"), found("b", "a"), found("c", "b"), found("mine", "root")],
      words: "",
    });
    expect(shown(places)).toEqual(["mine", "a", " b", "  c"]);
  });

  it("stand at the top where what they belong to was not found, also when they point in a circle", () => {
    expect(shown(placesAsTree({ memberships: [], found: [found("b", "a")], words: "b" }))).toEqual(["b"]);
    const circle = placesAsTree({ memberships: [], found: [found("a", "b"), found("b", "a")], words: "" });
    expect(circle.map(({ id }) => id).sort()).toEqual(["a", "b"]);
  });

  it("one's own are narrowed by what is typed", () => {
    const memberships = [{ organizationId: "x", slug: "acme", name: "Acme" }];
    expect(placesAsTree({ memberships, found: [], words: "zebra" })).toEqual([]);
    expect(placesAsTree({ memberships, found: [], words: "acm" })).toHaveLength(1);
  });
});
