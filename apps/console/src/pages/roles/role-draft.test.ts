import { describe, expect, it } from "vitest";
import { changesOf, draftOf, isChanged, reapplied, setChange, type RoleDraft } from "./role-draft.ts";

const base: RoleDraft = { name: "Support", description: "", permissions: ["a", "b"], inherits: ["user"] };

describe("a role being edited", () => {
  it("is unchanged whatever the order, and says only what is otherwise", () => {
    expect(isChanged(base, draftOf({ ...base, permissions: ["b", "a"] }))).toBe(false);
    expect(changesOf(base, { ...base, name: " Helpers ", permissions: ["b", "c"] })).toEqual({
      name: "Helpers",
      permissions: ["b", "c"],
    });
    expect(changesOf(base, { ...base, inherits: [] })).toEqual({ inherits: [] });
    expect(setChange(["a", "b"], ["b", "c"])).toEqual({ added: ["c"], removed: ["a"] });
  });

  it("takes what somebody else changed and puts its own changes upon it", () => {
    const mine: RoleDraft = { ...base, description: "mine", permissions: ["b", "mine"] };
    const theirs: RoleDraft = {
      name: "Theirs",
      description: "theirs",
      permissions: ["a", "b", "theirs"],
      inherits: [],
    };
    expect(reapplied(base, mine, theirs)).toEqual({
      name: "Theirs",
      description: "mine",
      permissions: ["b", "mine", "theirs"],
      inherits: [],
    });
  });
});
