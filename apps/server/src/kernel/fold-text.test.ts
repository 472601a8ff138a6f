import { foldText } from "@atrium/filter";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../testing/atrium.ts";

let atrium: Atrium;
beforeAll(async () => {
  atrium = await startTestAtrium();
}, 60_000);
afterAll(() => atrium.close());

async function folded(texts: readonly string[], collation: string): Promise<string[]> {
  const { rows } = await atrium.sql.query<{ folded: string }>(
    `select fold_text(word) as folded from (
       select word collate ${collation} as word, n from unnest($1::text[]) with ordinality as given (word, n)) held order by n`,
    [texts],
  );
  return rows.map((row) => row.folded);
}

describe("folding in SQL", () => {
  // Letters that every version of Unicode in use agrees on: Latin, Greek, Cyrillic, their accents, wide and joined forms.
  const scripts: readonly (readonly [number, number])[] = [
    [0x20, 0x7e], [0xa0, 0x24f], [0x300, 0x36f], [0x386, 0x3ce], [0x400, 0x45f], [0x1e00, 0x1eff], [0xac00, 0xac20],
    [0xfb00, 0xfb06], [0xff21, 0xff5a], [0x1f600, 0x1f610],
  ]; // prettier-ignore
  const letter = fc
    .constantFrom(...scripts)
    .chain(([min, max]) => fc.integer({ min, max }))
    .map((code) => String.fromCodePoint(code));
  const words = fc.array(fc.string({ unit: letter, maxLength: 12 }), { minLength: 100, maxLength: 200 });

  it("gives what folding in the program gives, whatever the column compares by", async () => {
    await fc.assert(
      fc.asyncProperty(words, fc.constantFrom('"default"', '"C"'), async (texts, collation) => {
        expect(await folded(texts, collation)).toEqual(texts.map(foldText));
      }),
      { numRuns: 10 },
    );
    expect(await folded(["İpek ΣΊΣΥΦΟΣ ﬁna Ｗ", "Zoe\u0308"], '"C"')).toEqual(["ipek σισυφοσ fina w", "zoe"]);
  });
});
