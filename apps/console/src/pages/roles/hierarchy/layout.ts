export type LayoutNode = { readonly id: string; readonly parents: readonly string[] };
export type Point = { readonly x: number; readonly y: number };
export type PlacedNode = Point & { readonly id: string; readonly layer: number };
export type PlacedEdge = { readonly from: string; readonly to: string; readonly points: readonly Point[] };
export type Layout = {
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
  readonly width: number;
  readonly height: number;
};
export type Measures = { width: number; height: number; columnGap: number; rowGap: number };

const sweeps = 6;
const aloneColumns = 4;

/** A place in a layer: a node, or a bend of an edge that passes by. */
type Slot = {
  readonly key: string;
  readonly real: boolean;
  up: Slot[];
  down: Slot[];
  order: number;
  y: number;
};
const newSlot = (key: string, real: boolean): Slot => ({ key, real, up: [], down: [], order: 0, y: 0 });

/** How many steps lie between each node and the furthest one that builds on it. Ways back are not counted. */
export function layersOf(nodes: readonly LayoutNode[]): Map<string, number> {
  const known = new Set(nodes.map(({ id }) => id));
  const heirs = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { id, parents } of nodes) {
    for (const parent of parents) if (known.has(parent) && parent !== id) heirs.get(parent)?.push(id);
  }
  const layers = new Map<string, number>();
  const open = new Set<string>();
  const layer = (id: string): number => {
    const done = layers.get(id);
    if (done !== undefined) return done;
    if (open.has(id)) return -1;
    open.add(id);
    const deepest = Math.max(-1, ...(heirs.get(id) ?? []).map(layer));
    open.delete(id);
    layers.set(id, deepest + 1);
    return deepest + 1;
  };
  for (const { id } of nodes) layer(id);
  return layers;
}

function average(of: readonly Slot[], value: (slot: Slot) => number, fallback: number): number {
  return of.length === 0 ? fallback : of.reduce((sum, slot) => sum + value(slot), 0) / of.length;
}

/** Orders each layer by where its neighbours stand, there and back, which takes most crossings away. */
function untangle(layers: readonly Slot[][]): void {
  const arrange = (layer: Slot[], side: "up" | "down") => {
    const wish = new Map(layer.map((slot) => [slot, average(slot[side], ({ order }) => order, slot.order)]));
    layer.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.key.localeCompare(b.key));
    layer.forEach((slot, at) => (slot.order = at));
  };
  for (const layer of layers) layer.forEach((slot, at) => (slot.order = at));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const layer of layers.slice(1)) arrange(layer, "up");
    for (const layer of layers.slice(0, -1).toReversed()) arrange(layer, "down");
  }
}

/** Draws each slot towards its neighbours, keeping the order and the room between. */
function settle(layers: readonly Slot[][], room: (slot: Slot) => number): void {
  const pack = (layer: readonly Slot[]) => {
    let end = 0;
    for (const slot of layer) {
      slot.y = Math.max(slot.y, end);
      end = slot.y + room(slot);
    }
  };
  layers.forEach(pack);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const side = sweep % 2 === 0 ? "up" : "down";
    for (const layer of side === "up" ? layers : layers.toReversed()) {
      for (const slot of layer) slot.y = average(slot[side], ({ y }) => y, slot.y);
      pack(layer);
    }
  }
  const top = Math.min(...layers.flat().map(({ y }) => y));
  for (const slot of layers.flat()) slot.y -= top;
}

/**
 * Places a hierarchy in columns: whoever builds on others comes first, what they build on further along. Nodes without
 * any tie stand in rows below.
 */
export function layoutOf(nodes: readonly LayoutNode[], measures: Measures): Layout {
  const { width, height, columnGap, rowGap } = measures;
  const known = new Set(nodes.map(({ id }) => id));
  const ties = nodes.flatMap(({ id, parents }) =>
    parents
      .filter((parent) => known.has(parent) && parent !== id)
      .map((parent) => ({ from: id, to: parent })),
  );
  const tied = new Set(ties.flatMap(({ from, to }) => [from, to]));
  const depth = layersOf(nodes.filter(({ id }) => tied.has(id)));
  const forward = ties.filter(({ from, to }) => (depth.get(from) ?? 0) < (depth.get(to) ?? 0));
  const count = tied.size === 0 ? 0 : Math.max(...depth.values()) + 1;
  const layers: Slot[][] = Array.from({ length: count }, () => []);
  const slots = new Map<string, Slot>();
  for (const [id, layer] of depth) {
    const slot = newSlot(id, true);
    slots.set(id, slot);
    layers[layer]?.push(slot);
  }
  const ways = forward.flatMap((tie) => {
    const [first, last] = [slots.get(tie.from), slots.get(tie.to)];
    if (first === undefined || last === undefined) return [];
    const way = [first];
    for (let layer = (depth.get(tie.from) ?? 0) + 1; layer < (depth.get(tie.to) ?? 0); layer++) {
      const bend = newSlot(`${tie.from}>${tie.to}`, false);
      layers[layer]?.push(bend);
      way.push(bend);
    }
    way.push(last);
    way.slice(1).forEach((slot, at) => {
      way[at]?.down.push(slot);
      slot.up.push(way[at] ?? slot);
    });
    return [{ tie, way }];
  });
  untangle(layers);
  if (count > 0) settle(layers, ({ real }) => (real ? height + rowGap : rowGap));

  const stride = width + columnGap;
  const placed = layers.flatMap((layer, at) =>
    layer.filter(({ real }) => real).map(({ key, y }) => ({ id: key, layer: at, x: at * stride, y })),
  );
  const bottom = Math.max(0, ...placed.map(({ y }) => y + height + 3 * rowGap));
  const columns = Math.max(count, Math.min(aloneColumns, nodes.length - tied.size));
  const alone = nodes
    .filter(({ id }) => !tied.has(id))
    .map(({ id }, at) => ({
      id,
      layer: at % columns,
      x: (at % columns) * stride,
      y: bottom + Math.floor(at / columns) * (height + rowGap),
    }));
  const edges = ways.map(({ tie, way }) => ({
    ...tie,
    points: way.flatMap((slot, at) =>
      pointsAt(slot, at, way.length, (depth.get(tie.from) ?? 0) + at, measures),
    ),
  }));
  const all = [...placed, ...alone];
  return {
    nodes: all,
    edges,
    width: Math.max(0, ...all.map(({ x }) => x + width)),
    height: Math.max(0, ...all.map(({ y }) => y + height)),
  };
}

/** An edge leaves a node at its end side, arrives at the start side of another, and passes a bend straight through. */
function pointsAt(slot: Slot, at: number, length: number, layer: number, measures: Measures): Point[] {
  const { width, height, columnGap } = measures;
  const x = layer * (width + columnGap);
  const y = slot.y + (slot.real ? height / 2 : 0);
  if (at === 0) return [{ x: x + width, y }];
  if (at === length - 1) return [{ x, y }];
  return [
    { x, y },
    { x: x + width, y },
  ];
}

/** A line through points, level where it leaves and arrives. */
export function pathOf(points: readonly Point[]): string {
  return points
    .map(({ x, y }, at) => {
      const before = points[at - 1];
      if (before === undefined) return `M${x} ${y}`;
      const middle = (before.x + x) / 2;
      return `C${middle} ${before.y} ${middle} ${y} ${x} ${y}`;
    })
    .join("");
}
