import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unzip } from "../../testing/unzip.ts";
import { csvCell, neutralText, plainText, type Cell } from "./csv.ts";
import { joinList, splitList } from "./list-cell.ts";
import { xlsxOf } from "./xlsx.ts";

async function* batchesOf(rows: Cell[][], size: number): AsyncGenerator<Cell[][]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

describe("cells", () => {
  it("G06: never begin like a formula, and come back as they were", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom("", "=", "+", "-", "@", "\t", "'", " ="), (text, start) => {
        const written = neutralText(start + text);
        expect(written).not.toMatch(/^[\s\p{Cf}]*[=+\-@\t\r＝＋－＠]/u);
        expect(plainText(written)).toBe(start + text);
      }),
    ); // prettier-ignore
  });

  it("quote what would end them", () => {
    expect([csvCell("a,b"), csvCell('say "hi"'), csvCell("a\nb"), csvCell(null), csvCell(-5), csvCell(true)]).toEqual([
      '"a,b"', '"say ""hi"""', '"a\nb"', "", "-5", "true",
    ]); // prettier-ignore
  });

  it("hold several values that part again into the same ones", () => {
    const value = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => text.trim() === text);
    fc.assert(
      fc.property(fc.array(value, { maxLength: 6 }), (values) => {
        expect(splitList(joinList(values))).toEqual(values);
      }),
    );
    expect(splitList("a;b ;  c")).toEqual(["a", "b", "c"]);
  });
});

describe("a workbook", () => {
  it("goes on in a further sheet where one is full, with the header on each", async () => {
    const rows = Array.from({ length: 7 }, (_, n): Cell[] => [n, `row ${n}`]);
    const files = unzip(await buffer(xlsxOf(["n", "text"], batchesOf(rows, 2), { rows: 4 })));
    const sheets = [...files.keys()].filter((name) => name.startsWith("xl/worksheets/"));
    expect(sheets).toHaveLength(3);
    const counts = sheets.map((name) => files.get(name)?.toString().match(/<row>/g)?.length);
    expect(counts).toEqual([4, 4, 2]);
    expect(
      files
        .get("xl/workbook.xml")
        ?.toString()
        .match(/<sheet /g),
    ).toHaveLength(3);
  });

  it("is one with a header where there are no rows", async () => {
    const files = unzip(await buffer(xlsxOf(["a"], batchesOf([], 1))));
    expect(files.get("xl/worksheets/sheet1.xml")?.toString()).toContain("<row>");
  });

  it("fails as its rows fail", async () => {
    async function* failing(): AsyncGenerator<Cell[][]> {
      yield [["one"]];
      throw new Error("no more");
    }
    await expect(buffer(xlsxOf(["a"], failing()))).rejects.toThrow("no more");
  });
});
