import type { TrueType } from "./true-type.ts";

export type Ligature = { readonly rest: readonly number[]; readonly glyph: number };
export type LigatureStep = {
  /** Signs above and below letters do not keep the letters apart. */
  readonly overMarks: boolean;
  readonly beginning: ReadonlyMap<number, readonly Ligature[]>;
};

/** How letters change by what stands beside them, as the font itself says (OpenType, GSUB). */
export type Substitutions = {
  readonly initial: ReadonlyMap<number, number>;
  readonly medial: ReadonlyMap<number, number>;
  readonly final: ReadonlyMap<number, number>;
  /** Those that a script cannot do without, such as lam with alef. */
  readonly ligatures: readonly LigatureStep[];
};

const ignoreMarks = 8;
const numbers = (table: Buffer, at: number, count: number): number[] =>
  Array.from({ length: count }, (_, n) => table.readUInt16BE(at + n * 2));

/** The glyphs that a rule is about, in the rule's order. */
function covered(gsub: Buffer, at: number): number[] {
  const count = gsub.readUInt16BE(at + 2);
  if (gsub.readUInt16BE(at) === 1) return numbers(gsub, at + 4, count);
  return Array.from({ length: count }, (_, n) => {
    const range = at + 4 + n * 6;
    const first = gsub.readUInt16BE(range);
    return Array.from({ length: gsub.readUInt16BE(range + 2) - first + 1 }, (_each, k) => first + k);
  }).flat();
}

function singles(gsub: Buffer, at: number): [number, number][] {
  const glyphs = covered(gsub, at + gsub.readUInt16BE(at + 2));
  if (gsub.readUInt16BE(at) === 1) {
    const delta = gsub.readInt16BE(at + 4);
    return glyphs.map((glyph) => [glyph, (glyph + delta) & 0xffff]);
  }
  return glyphs.map((glyph, n) => [glyph, gsub.readUInt16BE(at + 6 + n * 2)]);
}

function ligatures(gsub: Buffer, at: number): [number, Ligature[]][] {
  return covered(gsub, at + gsub.readUInt16BE(at + 2)).map((glyph, n) => {
    const set = at + gsub.readUInt16BE(at + 6 + n * 2);
    const found = numbers(gsub, set + 2, gsub.readUInt16BE(set)).map((offset): Ligature => {
      const ligature = set + offset;
      const rest = numbers(gsub, ligature + 4, gsub.readUInt16BE(ligature + 2) - 1);
      return { rest, glyph: gsub.readUInt16BE(ligature) };
    });
    return [glyph, found];
  });
}

export function readSubstitutions(font: TrueType): Substitutions {
  const gsub = font.table("GSUB");
  const [features, lookups] = [gsub.readUInt16BE(6), gsub.readUInt16BE(8)];

  /** The rules of a feature, whichever script asks for it: no two scripts share a letter that joins. */
  function rulesOf(wanted: string, kind: number): { flag: number; at: number }[] {
    const named = new Set<number>();
    for (let n = 0; n < gsub.readUInt16BE(features); n++) {
      const at = features + 2 + n * 6;
      if (gsub.toString("latin1", at, at + 4) !== wanted) continue;
      const feature = features + gsub.readUInt16BE(at + 4);
      for (const lookup of numbers(gsub, feature + 4, gsub.readUInt16BE(feature + 2))) named.add(lookup);
    }
    return [...named]
      .toSorted((a, b) => a - b)
      .flatMap((lookup) => {
        const at = lookups + gsub.readUInt16BE(lookups + 2 + lookup * 2);
        if (gsub.readUInt16BE(at) !== kind) return [];
        const flag = gsub.readUInt16BE(at + 2);
        return numbers(gsub, at + 6, gsub.readUInt16BE(at + 4)).map((offset) => ({ flag, at: at + offset }));
      });
  }
  const forms = (feature: string) => new Map(rulesOf(feature, 1).flatMap(({ at }) => singles(gsub, at)));
  return {
    initial: forms("init"),
    medial: forms("medi"),
    final: forms("fina"),
    ligatures: rulesOf("rlig", 4).map(({ flag, at }) => ({
      overMarks: (flag & ignoreMarks) !== 0,
      beginning: new Map(ligatures(gsub, at)),
    })),
  };
}
