import type { Permission } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { categories, type Resource } from "./catalogue.ts";
import { levelCells, levelReached, withLevel, withToggled, type Held, type Lock } from "./levels.ts";

// Written out, so that a permission that is added some day changes no answer here.
const users: Resource = {
  id: "users",
  category: "users",
  permissions: ["users:read", "users:create", "users:update", "users:suspend", "users:delete"],
};
const audit: Resource = { id: "audit", category: "security", permissions: ["audit:read", "audit:verify"] };
const held = (
  own: readonly string[],
  inherited: Readonly<Record<string, readonly string[]>> = {},
  locks: Partial<Record<Permission, Lock>> = {},
): Held => ({
  own: new Set(own),
  inherited: new Map(Object.entries(inherited)),
  lockOf: (name) => locks[name] ?? null,
});
const writing = ["users:create", "users:read", "users:suspend", "users:update"];

describe("the catalogue", () => {
  it("has every permission once, in one category", () => {
    const names = categories().flatMap((category) =>
      category.resources.flatMap((resource) => resource.permissions),
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["users:read", "roles:update", "api_keys:revoke"]));
  });
});

describe("levels of a resource", () => {
  it("are reached where all of their actions are held, own or inherited", () => {
    expect(levelReached(users, held([]))).toBe("none");
    expect(levelReached(users, held(["users:read"]))).toBe("read");
    expect(levelReached(users, held(writing))).toBe("write");
    expect(levelReached(users, held(writing.slice(0, 1), { "users:read": ["base"] }))).toBeNull();
    expect(
      levelReached(users, held(writing.slice(2), { "users:read": ["base"], "users:create": ["base"] })),
    ).toBe("write");
    expect(levelReached(users, held([...writing, "users:delete"]))).toBe("delete");
    expect(levelReached(audit, held(["audit:read", "audit:verify"]))).toBe("read");
  });

  it("are no level where something between is missing", () => {
    expect(levelReached(users, held(["users:delete"]))).toBeNull();
  });

  it("show what is the role's own, a ghost of what is inherited, and a part", () => {
    const cells = levelCells(users, held(["users:create"], { "users:read": ["base", "other"] }));
    expect(cells.map(({ level, mark }) => [level, mark])).toEqual([
      ["read", "inherited"],
      ["write", "some"],
      ["delete", "empty"],
      ["admin", "absent"],
    ]);
    expect(cells[0]?.from).toEqual(["base", "other"]);
    expect(levelCells(users, held(["users:read"], { "users:read": ["base"] }))[0]).toMatchObject({
      mark: "own",
      from: [],
    });
  });

  it("are locked by the first thing that they would need and that cannot be added", () => {
    const locks = { "users:suspend": "above" } as const;
    const locked = (own: readonly string[]) =>
      levelCells(users, held(own, {}, locks)).map(({ lock }) => lock);
    expect(locked([])).toEqual([null, "above", "above", "above"]);
    expect(locked(["users:suspend"])).toEqual([null, null, null, null]);
  });

  it("add what they mean and take what lies above, leaving other resources alone", () => {
    const start = held(["audit:read", "users:delete"]);
    expect([...withLevel(users, "write", start)].sort()).toEqual(["audit:read", ...writing]);
    expect([...withLevel(users, "none", start)]).toEqual(["audit:read"]);
  });

  it("say nothing twice that is inherited, and add nothing that is locked", () => {
    const start = held([], { "users:read": ["base"] }, { "users:suspend": "above" });
    expect([...withLevel(users, "write", start)].sort()).toEqual(["users:create", "users:update"]);
  });
});

describe("a single action", () => {
  it("is added and taken, but not added where it is locked", () => {
    expect([...withToggled("users:read", held([]))]).toEqual(["users:read"]);
    expect([...withToggled("users:read", held(["users:read"]))]).toEqual([]);
    expect([...withToggled("users:read", held([], {}, { "users:read": "template" }))]).toEqual([]);
    expect([...withToggled("users:read", held(["users:read"], {}, { "users:read": "template" }))]).toEqual(
      [],
    );
  });
});
