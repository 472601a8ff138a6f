import type { DetailedRole } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { categories } from "../catalogue.ts";
import { differing, markIn } from "./differing.ts";

const role = (slug: string, permissions: string[], allows = permissions): DetailedRole => ({
  id: slug,
  slug,
  name: slug,
  description: "",
  system: false,
  template: false,
  narrows: null,
  inherits: [],
  permissions,
  version: 1,
  details: { people: 0, peopleAtLeast: false, others: 0, allows },
});

describe("comparing roles", () => {
  it("tells own from inherited", () => {
    const one = role("one", ["users:read"], ["users:read", "audit:read"]);
    expect(["users:read", "audit:read", "jobs:read"].map((name) => markIn(one, name))).toEqual([
      "own",
      "inherited",
      "empty",
    ]);
  });

  it("keeps what some allow and others do not", () => {
    const roles = [role("one", ["users:read", "audit:read"]), role("two", ["users:read", "jobs:read"])];
    const names = differing(categories(), roles).flatMap((category) =>
      category.resources.flatMap(({ permissions }) => permissions),
    );
    expect(names.sort()).toEqual(["audit:read", "jobs:read"]);
    expect(differing(categories(), roles.slice(0, 1))).toEqual([]);
  });
});
