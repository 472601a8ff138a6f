import type { DetailedRole } from "@atrium/contracts";
import { describe, expect, it } from "vitest";
import { startFrom } from "./new-role.ts";

const other: DetailedRole = {
  id: "rol_1",
  slug: "support",
  name: "Support",
  description: "",
  system: false,
  template: false,
  narrows: null,
  inherits: ["user"],
  permissions: ["users:read"],
  version: 1,
  details: { people: 0, peopleAtLeast: false, others: 0, allows: ["users:read", "organizations:read"] },
};
const all = new Set(["users:read", "organizations:read"]);

describe("a role made from another", () => {
  it("is empty without one, and a copy of one whose rights the maker holds", () => {
    expect(startFrom(null, all)).toEqual({ permissions: [], inherits: [], left: 0 });
    expect(startFrom(other, all)).toEqual({ permissions: ["users:read"], inherits: ["user"], left: 0 });
  });

  it("leaves behind what the maker does not hold, and inherits nothing then", () => {
    expect(startFrom(other, new Set(["users:read"]))).toEqual({
      permissions: ["users:read"],
      inherits: [],
      left: 1,
    });
  });

  it("stays within a template", () => {
    expect(startFrom({ ...other, template: true, inherits: [] }, all)).toMatchObject({ narrows: "support" });
  });
});
