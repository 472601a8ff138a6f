import { describe, expect, it } from "vitest";
import { editedUser } from "./user-form-values.ts";

describe("editedUser", () => {
  const values = {
    displayName: "Ann",
    email: "a@example.com",
    title: " ",
    firstName: "Ann",
    tags: "a, b,, c ",
  };

  it("sends the changed fields alone", () => {
    expect(editedUser(values, ["firstName"])).toEqual({ firstName: "Ann" });
    expect(editedUser(values, [])).toEqual({});
  });
  it("empties with null", () => {
    expect(editedUser(values, ["title"])).toEqual({ title: null });
  });
  it("takes tags apart", () => {
    expect(editedUser(values, ["tags"])).toEqual({ tags: ["a", "b", "c"] });
  });
});
