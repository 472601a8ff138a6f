import { describe, expect, it } from "vitest";
import { layersOf, layoutOf, pathOf, type Layout, type LayoutNode } from "./layout.ts";

const measures = { width: 100, height: 20, columnGap: 40, rowGap: 10 };
const node = (id: string, ...parents: string[]): LayoutNode => ({ id, parents });
const at = (layout: Layout, id: string) => {
  const found = layout.nodes.find((each) => each.id === id);
  if (found === undefined) throw new Error(`${id} was not placed`);
  return found;
};
const overlaps = ({ nodes }: Layout) =>
  nodes.flatMap((a, index) =>
    nodes
      .slice(index + 1)
      .filter((b) => Math.abs(a.x - b.x) < measures.width && Math.abs(a.y - b.y) < measures.height)
      .map((b) => `${a.id} ${b.id}`),
  );
/** Numbers that are the same at every run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

describe("the drawing of a hierarchy", () => {
  it("puts each role before all that it inherits, by the longest way", () => {
    const layers = layersOf([node("top", "middle", "base"), node("middle", "base"), node("base")]);
    expect(Object.fromEntries(layers)).toEqual({ top: 0, middle: 1, base: 2 });
  });

  it("leads every edge from the end of one to the start of the other", () => {
    const layout = layoutOf([node("top", "middle", "base"), node("middle", "base"), node("base")], measures);
    const long = layout.edges.find(({ from, to }) => from === "top" && to === "base");
    expect(long?.points[0]?.x).toBe(at(layout, "top").x + measures.width);
    expect(long?.points.at(-1)?.x).toBe(at(layout, "base").x);
    expect(long?.points).toHaveLength(4);
    expect(layout.width).toBe(3 * 100 + 2 * 40);
  });

  it("crosses no lines that need not cross", () => {
    const layout = layoutOf([node("a", "y"), node("b", "x"), node("x"), node("y")], measures);
    expect(at(layout, "a").y < at(layout, "b").y).toBe(at(layout, "y").y < at(layout, "x").y);
  });

  it("stands roles without ties in rows below the others", () => {
    const layout = layoutOf([node("a", "b"), node("b"), node("alone"), node("alone too")], measures);
    expect(at(layout, "alone").y).toBeGreaterThan(at(layout, "a").y);
    expect(overlaps(layout)).toEqual([]);
  });

  it("leaves out what is not there, ties to oneself and ways back", () => {
    const layout = layoutOf([node("a", "a", "gone", "b"), node("b", "a")], measures);
    expect(layout.nodes.map(({ id }) => id).sort()).toEqual(["a", "b"]);
    expect(layout.edges).toHaveLength(1);
    expect(layoutOf([], measures)).toEqual({ nodes: [], edges: [], width: 0, height: 0 });
  });

  it("places hundreds of roles, each once and none upon another", () => {
    for (const seed of [1, 7, 42]) {
      const next = numbers(seed);
      const nodes = Array.from({ length: 400 }, (_, index) =>
        node(
          `role-${index}`,
          ...Array.from({ length: Math.floor(next() * 3) }, () => `role-${Math.floor(next() * index)}`),
        ),
      );
      const layout = layoutOf(nodes, measures);
      expect(layout.nodes).toHaveLength(400);
      expect(overlaps(layout)).toEqual([]);
      const layers = layersOf(nodes);
      for (const { id, parents } of nodes) {
        for (const parent of parents) {
          if (parent !== id) expect(layers.get(id)).toBeLessThan(layers.get(parent) ?? 0);
        }
      }
    }
  });

  it("draws smooth lines", () => {
    expect(pathOf([{ x: 0, y: 0 }, { x: 10, y: 20 }])).toBe("M0 0C5 0 5 20 10 20"); // prettier-ignore
  });
});
