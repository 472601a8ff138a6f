import { describe, expect, it } from "vitest";
import { matchKeys, nameOfPress } from "./keys.ts";
import { createActionRegistry, type Action } from "./registry.ts";

function action(id: string, ...keys: string[]): Action {
  return { id, title: "action.palette", section: "general", keys, run: () => {} };
}
const plain = { ctrlKey: false, metaKey: false, altKey: false };

describe("nameOfPress", () => {
  it("names control and command alike", () => {
    expect(nameOfPress({ ...plain, key: "K", ctrlKey: true })).toBe("mod+k");
    expect(nameOfPress({ ...plain, key: "k", metaKey: true })).toBe("mod+k");
    expect(nameOfPress({ ...plain, key: "?" })).toBe("?");
    expect(nameOfPress({ ...plain, key: "Enter" })).toBe("enter");
  });
});

describe("matchKeys", () => {
  const actions = [action("users", "g u"), action("create", "c"), action("palette", "mod+k")];

  it("waits for the second press of a chord", () => {
    expect(matchKeys(["g"], actions)).toEqual({ kind: "wait" });
    expect(matchKeys(["g", "u"], actions)).toMatchObject({ kind: "run", action: { id: "users" } });
    expect(matchKeys(["g", "x"], actions)).toEqual({ kind: "none" });
  });

  it("lets the later action have a key", () => {
    const found = matchKeys(["c"], [...actions, action("other", "c")]);
    expect(found).toMatchObject({ kind: "run", action: { id: "other" } });
  });

  it("lets the page's action have a key before one that is everywhere", () => {
    const here = { ...action("here", "c"), section: "here" as const };
    const found = matchKeys(["c"], [here, ...actions]);
    expect(found).toMatchObject({ kind: "run", action: { id: "here" } });
  });
});

describe("createActionRegistry", () => {
  it("forgets a page's actions when the page goes", () => {
    const registry = createActionRegistry();
    const leave = registry.register([action("a"), action("b")]);
    registry.register([action("c")]);
    leave();
    expect(registry.list().map(({ id }) => id)).toEqual(["c"]);
  });
});
