import type { Group } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { treeMove, treeRows, typedAhead, type Level } from "./tree-rows.ts";

const group = (id: string, children = 0): Group => ({
  id, name: id, children, parentId: null, kind: "group", slug: id, description: null, rule: null, depth: 0, members: 0,
  membersWithin: 0, createdAt: "", updatedAt: "", deletedAt: null, version: 1,
}); // prettier-ignore
const level = (groups: Group[], next: string | null = null): Level => ({ groups, next, total: null });
const levels = new Map<string | null, Level>([
  [null, level([group("Alpha", 2), group("Beta"), group("Bravo", 1)], "on")],
  ["Alpha", level([group("Inner"), group("Outer")])],
]);
const rowsWith = (...open: string[]) =>
  treeRows(
    (parent) => levels.get(parent),
    ({ id }) => open.includes(id),
    { parent: null, level: 1 },
  );

describe("the rows of the tree", () => {
  it("stand below their group where it is open, with what is still to come at the end of a level", () => {
    expect(rowsWith().map(({ key }) => key)).toEqual(["Alpha", "Beta", "Bravo", "more outermost"]);
    const open = rowsWith("Alpha", "Bravo");
    expect(open.map(({ key, level: deep }) => `${deep} ${key}`)).toEqual([
      "1 Alpha", "2 Inner", "2 Outer", "1 Beta", "1 Bravo", "2 waiting Bravo", "1 more outermost",
    ]); // prettier-ignore
    expect(open[2]).toMatchObject({ position: 2, size: 2, expanded: false });
  });

  it("are walked, opened and closed by arrows, mirrored where one reads from the right", () => {
    const closed = rowsWith();
    const open = rowsWith("Alpha");
    const press = (rows: typeof open, at: string, key: string, inward: "ArrowRight" | "ArrowLeft" = "ArrowRight") =>
      treeMove(rows, at, { key, inward }); // prettier-ignore
    expect(press(closed, "Alpha", "ArrowRight")).toMatchObject({ kind: "expand", group: { id: "Alpha" } });
    expect(press(closed, "Alpha", "ArrowLeft", "ArrowLeft")).toMatchObject({ kind: "expand" });
    expect(press(open, "Alpha", "ArrowRight")).toEqual({ kind: "focus", key: "Inner" });
    expect(press(open, "Outer", "ArrowLeft")).toEqual({ kind: "focus", key: "Alpha" });
    expect(press(open, "Alpha", "ArrowLeft")).toMatchObject({ kind: "collapse" });
    expect(press(open, "Beta", "ArrowRight")).toBeNull();
    expect(press(open, "Alpha", "ArrowUp")).toBeNull();
    expect(press(open, "Inner", "End")).toEqual({ kind: "focus", key: "more outermost" });
    expect(press(open, "Inner", "F2")).toMatchObject({ kind: "edit", group: { id: "Inner" } });
  });

  it("are found by the beginning of a name, each further press going on", () => {
    const rows = rowsWith("Alpha");
    expect(typedAhead(rows, "Alpha", "b")).toEqual({ kind: "focus", key: "Beta" });
    expect(typedAhead(rows, "Beta", "b")).toEqual({ kind: "focus", key: "Bravo" });
    expect(typedAhead(rows, "Beta", "be")).toEqual({ kind: "focus", key: "Beta" });
    expect(typedAhead(rows, "Bravo", "x")).toBeNull();
  });
});
