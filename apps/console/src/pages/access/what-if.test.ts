import { describe, expect, it } from "vitest";
import { accessSearch } from "./question.ts";
import { askedChanges, readChange, writeChange, type Change } from "./what-if.ts";

const changes: readonly Change[] = [
  { kind: "give", who: "usr_1", what: { role: "editor" }, on: "organization" },
  { kind: "give", who: "grp_1", what: { permission: "users:read" }, on: "resource:user:usr_2" },
  { kind: "end", grant: "grt_1" },
  { kind: "join", who: "usr_1", group: "grp_1" },
  { kind: "leave", who: "usr_1", group: "grp_1" },
  { kind: "role", role: "support", adds: ["users:read"], takes: ["jobs:read", "audit:read"] },
  { kind: "inherit", role: "support", adds: ["editor"], takes: [] },
];

describe("changes in an address", () => {
  it("come back as they went in", () => {
    for (const change of changes) expect(readChange(writeChange(change))).toEqual(change);
  });

  it("that make no sense are as if they were not there", () => {
    for (const text of [
      "", "give", "give~usr_1~role~editor", "give~usr_1~can~users:fly~organization", "give~u~role~e~o~x", "end",
      "end~grt_1~x", "join~usr_1", "role~support", "role~support~users:read", "role~support~+nothing", "burn~all",
    ]) {
      expect(readChange(text), text).toBeNull();
    } // prettier-ignore
    expect(accessSearch({ who: "usr_1", can: "users:fly", on: "organization", if: ["burn~all", 3] })).toEqual(
      {
        who: "usr_1",
      },
    );
    expect(accessSearch({ can: "users:read", if: ["end~grt_1"] })).toEqual({
      can: "users:read",
      if: ["end~grt_1"],
    });
  });

  it("of roles are asked as the whole role; a role that is gone changes nothing", () => {
    const roles = [{ slug: "support", permissions: ["jobs:read", "users:update"], inherits: ["user"] }];
    const asked = askedChanges(changes, roles);
    expect(asked.slice(-2)).toEqual([
      { do: "role.update", role: "support", permissions: ["users:update", "users:read"] },
      { do: "role.update", role: "support", inherits: ["user", "editor"] },
    ]);
    expect(asked[0]).toEqual({ do: "grant.give", subject: "usr_1", role: "editor", scope: "organization" });
    expect(askedChanges(changes, [])).toHaveLength(5);
  });
});
