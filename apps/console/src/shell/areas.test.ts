import { describe, expect, it } from "vitest";
import { areas } from "./areas.ts";

describe("the areas of the console", () => {
  it("have each a chord of their own, beside the one of one's profile", () => {
    const chords = [...areas.flatMap(({ keys }) => keys ?? []), "g m"];
    expect(chords.filter((keys, at) => chords.indexOf(keys) !== at)).toEqual([]);
  });
  it("stand together under the name of their group", () => {
    const groups = areas.map(({ group }) => group);
    const begun = groups.filter((group, at) => group !== groups[at - 1]);
    expect(begun).toEqual([...new Set(groups)]);
  });
});
