import { describe, expect, it } from "vitest";
import { moved, type GridPlace } from "./grid-moves.ts";

const all = [0, 1, 2, 3, 4, 5];
const rows = [
  { id: "users", columns: all },
  { id: "users:read", columns: [0, 2] },
  { id: "roles", columns: all },
];
const press = (from: GridPlace, key: string, more: { ctrl?: boolean; rightToLeft?: boolean } = {}) =>
  moved(rows, from, { key, ctrl: false, rightToLeft: false, ...more });
const at = (row: string, column: number, aim = column): GridPlace => ({ row, column, aim });

describe("moving in the grid", () => {
  it("goes cell by cell and stops at the edges", () => {
    expect(press(at("users", 0), "ArrowRight")).toEqual(at("users", 1));
    expect(press(at("users", 0), "ArrowLeft")).toEqual(at("users", 0));
    expect(press(at("users", 5), "ArrowRight")).toEqual(at("users", 5));
    expect(press(at("users", 2), "ArrowUp")).toEqual(at("users", 2));
    expect(press(at("roles", 2), "ArrowDown")).toEqual(at("roles", 2));
  });

  it("finds the only box of an action and comes back to the column it left", () => {
    const box = press(at("users", 4), "ArrowDown");
    expect(box).toEqual(at("users:read", 2, 4));
    expect(press(box ?? at("users", 0), "ArrowDown")).toEqual(at("roles", 4));
    expect(press(at("users", 0), "ArrowDown")).toEqual(at("users:read", 0));
  });

  it("mirrors left and right where one reads from the right", () => {
    expect(press(at("users", 1), "ArrowLeft", { rightToLeft: true })).toEqual(at("users", 2));
    expect(press(at("users", 1), "ArrowRight", { rightToLeft: true })).toEqual(at("users", 0));
  });

  it("jumps to the ends of a row and of the grid", () => {
    expect(press(at("users", 3), "Home")).toEqual(at("users", 0));
    expect(press(at("users", 3), "End")).toEqual(at("users", 5));
    expect(press(at("users", 3), "End", { ctrl: true })).toEqual(at("roles", 5));
    expect(press(at("roles", 3), "Home", { ctrl: true })).toEqual(at("users", 0));
    expect(press(at("users", 3), "PageDown")).toEqual(at("roles", 3));
  });

  it("leaves other keys alone", () => {
    expect(press(at("users", 3), "x")).toBeNull();
    expect(press(at("gone", 3), "ArrowDown")).toBeNull();
  });
});
