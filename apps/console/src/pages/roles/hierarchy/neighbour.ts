import type { Layout, PlacedNode } from "./layout.ts";

const nearestTo = (from: PlacedNode, among: readonly PlacedNode[]): PlacedNode | undefined =>
  among.toSorted((a, b) => Math.abs(a.y - from.y) - Math.abs(b.y - from.y))[0];

/** Where an arrow leads from a role: along a line to what it inherits or what inherits it, or within its column. */
export function neighbour(
  { nodes, edges }: Layout,
  id: string,
  key: string,
  rightToLeft: boolean,
): string | null {
  const from = nodes.find((node) => node.id === id);
  if (from === undefined) return null;
  const placed = (ids: readonly string[]) => nodes.filter((node) => ids.includes(node.id));
  const onward = () => nearestTo(from, placed(edges.filter((edge) => edge.from === id).map(({ to }) => to)));
  const back = () => nearestTo(from, placed(edges.filter((edge) => edge.to === id).map((edge) => edge.from)));
  const beside = (sign: 1 | -1) =>
    nearestTo(from, nodes.filter((node) => node.x === from.x && Math.sign(node.y - from.y) === sign)); // prettier-ignore
  switch (key) {
    case "ArrowRight":
      return (rightToLeft ? back() : onward())?.id ?? null;
    case "ArrowLeft":
      return (rightToLeft ? onward() : back())?.id ?? null;
    case "ArrowDown":
      return beside(1)?.id ?? null;
    case "ArrowUp":
      return beside(-1)?.id ?? null;
    case "Home":
      return nodes[0]?.id ?? null;
    case "End":
      return nodes.at(-1)?.id ?? null;
    default:
      return null;
  }
}
