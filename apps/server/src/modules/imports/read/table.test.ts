import { Readable } from "node:stream";
import { crc32, deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { openTable, type Choice } from "./table.ts";
import { limits, UnfitFile } from "./unfit.ts";

const types = {
  csv: "text/csv",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ndjson: "application/x-ndjson",
} as const;

function fileOf(bytes: Buffer | string, name: string, contentType?: string) {
  const content = Buffer.from(bytes);
  // Small pieces where that is cheap, so that every border falls somewhere.
  const piece = content.length < 100_000 ? 7 : 65_536;
  const ending = name.split(".").at(-1) as keyof typeof types;
  return {
    name,
    contentType: contentType ?? types[ending],
    bytes: content.length,
    read: (start: number, end: number) =>
      Promise.resolve(
        Readable.from(
          (function* () {
            for (let at = start; at <= end; at += piece)
              yield content.subarray(at, Math.min(at + piece, end + 1));
          })(),
          { objectMode: false },
        ),
      ),
  };
}

async function rowsOf(file: ReturnType<typeof fileOf>, choice: Choice = {}) {
  const table = await openTable(file);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  for await (const some of table.rows(choice)) {
    for (const { line, cells } of some) {
      rows.push(cells);
      lines.push(line);
    }
  }
  return { rows, lines, shape: table.shape };
}

const reasonOf = async (file: ReturnType<typeof fileOf>): Promise<string> => {
  try {
    await rowsOf(file);
  } catch (cause) {
    if (cause instanceof UnfitFile) return cause.reason;
    throw cause;
  }
  return "read";
};

type Part = { name: string; content: string | Buffer; flags?: number; size?: number; method?: number };

/** An archive as a tool of another would write it, or as an attacker would. */
function zip(parts: readonly Part[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, content, flags = 0, size, method = 8 } of parts) {
    const raw = Buffer.from(content);
    const packed = method === 8 ? deflateRawSync(raw) : raw;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(raw), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(size ?? raw.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    const body = Buffer.concat([local, Buffer.from(name), packed]);
    bodies.push(body);
    directory.push(entry, Buffer.from(name));
    at += body.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, list, end]);
}

const workbook = (sheet: string, more: readonly Part[] = []): Part[] => [
  {
    name: "xl/workbook.xml",
    content: `<?xml version="1.0"?><workbook xmlns:r="x"><sheets><sheet name="People &amp; more" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  },
  {
    name: "xl/_rels/workbook.xml.rels",
    content: `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
  },
  { name: "xl/worksheets/sheet1.xml", content: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
  ...more,
];
const book = (sheet: string, more: readonly Part[] = []) => fileOf(zip(workbook(sheet, more)), "people.xlsx");

describe("reading CSV", () => {
  it("takes any line ends, quotes, breaks within them, empty lines and a missing last break", async () => {
    const { rows, lines } = await rowsOf(
      fileOf(
        'email,name\r\n\r\na@x.y,"Ann ""A"" Lee"\rb@x.y,"two\nlines, one"\nc@x.y,\n,""\nd@x.y,end',
        "p.csv",
      ),
    );
    expect(rows).toEqual([
      ["email", "name"], ["a@x.y", 'Ann "A" Lee'], ["b@x.y", "two\nlines, one"], ["c@x.y", ""], ["", ""],
      ["d@x.y", "end"],
    ]); // prettier-ignore
    expect(lines).toEqual([1, 3, 4, 6, 7, 8]);
  });

  it("finds out what parts the columns and how the text is written, with or without a mark", async () => {
    for (const [mark, text] of [[";", "a;b\n1,5;2"], ["\t", "a\tb\n1,5\t2"], ["|", "a|b\n1,5|2"]] as const) {
      const { rows, shape } = await rowsOf(fileOf(text, "p.csv"));
      expect(shape.delimiter).toBe(mark);
      expect(rows[1]).toEqual(["1,5", "2"]);
    } // prettier-ignore
    const text = "name,town\nZoë,Köln\n";
    const marked = [
      ["utf-8", Buffer.from(`\ufeff${text}`)],
      ["utf-8", Buffer.from(text)],
      ["utf-16le", Buffer.from(`\ufeff${text}`, "utf16le")],
      ["utf-16be", Buffer.from(`\ufeff${text}`, "utf16le").swap16()],
      ["windows-1252", Buffer.from(text, "latin1")],
    ] as const;
    for (const [encoding, bytes] of marked) {
      const { rows, shape } = await rowsOf(fileOf(bytes, "p.csv"));
      expect(shape.encoding).toBe(encoding);
      expect(rows).toEqual([["name", "town"], ["Zoë", "Köln"]]); // prettier-ignore
    }
  });

  it("G09: refuses endless lines and rows, quotes that never close, and bytes that are no text", async () => {
    expect(await reasonOf(fileOf(`a,b\n${"x".repeat(limits.line + 100)}`, "p.csv"))).toBe("line_too_long");
    expect(await reasonOf(fileOf(`a,b\n"never closed\n1,2\n`, "p.csv"))).toBe("quote_not_closed");
    expect(await reasonOf(fileOf(`${"a,".repeat(16_384)}a\n`, "p.csv"))).toBe("too_many_columns");
    const late = Buffer.concat([
      Buffer.from(`name\n${"a\n".repeat(40_000)}`),
      Buffer.from([0xff, 0xfe, 0x0a]),
    ]);
    expect(await reasonOf(fileOf(late, "p.csv"))).toBe("encoding");
    expect(await reasonOf(fileOf("", "p.csv"))).toBe("empty");
  });
});

describe("reading NDJSON", () => {
  it("makes a column of every member that appears, one level into objects", async () => {
    const { rows, lines } = await rowsOf(
      fileOf(
        '{"email":"a@x.y","n":1,"ok":true}\n\n{"email":"b@x.y","address":{"city":"Graz"},"tags":["x"]}\n',
        "p.ndjson",
      ),
    );
    expect(rows).toEqual([
      ["email", "n", "ok", "address.city", "tags"],
      ["a@x.y", "1", "true", "", ""],
      ["b@x.y", "", "", "Graz", '["x"]'],
    ]);
    expect(lines).toEqual([0, 1, 3]);
  });

  it("G10: keys that touch prototypes are no columns, and what is no object is refused by its line", async () => {
    const { rows } = await rowsOf(
      fileOf('{"__proto__":{"admin":true},"constructor":1,"a":"1"}\n', "p.ndjson"),
    );
    expect(rows).toEqual([["a"], ["1"]]);
    expect(await reasonOf(fileOf('{"a":1}\n[1]\n', "p.ndjson"))).toBe("not_json");
    expect(await reasonOf(fileOf('{"a":1}\n{"a":\n', "p.ndjson"))).toBe("not_json");
  });
});

describe("reading XLSX", () => {
  it("reads texts of every kind, numbers, days, gaps and the values of formulas", async () => {
    const { rows, shape, lines } = await rowsOf(
      book(
        `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><r><t>in</t></r><r><t xml:space="preserve"> line</t></r></is></c></row>
         <row r="4"><c r="A4" s="1"><v>45000</v></c><c r="B4" s="1"><v>45000.5</v></c><c r="C4"><v>0.30000000000000004</v></c>
         <c r="D4" t="b"><v>1</v></c><c r="E4" t="str"><f>A1&amp;B1</f><v>a &lt; b</v></c><c r="AB4"><v>12</v></c></row><row r="5"/>`,
        [
          { name: "xl/sharedStrings.xml", content: `<sst><si><t>e-mail</t><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>` },
          {
            name: "xl/styles.xml",
            content: `<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[Red]dd\\.mm\\.yyyy"/></numFmts>
              <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
          },
        ],
      ),
    ); // prettier-ignore
    expect(shape.sheets).toEqual(["People & more"]);
    expect(rows[0]).toEqual(["e-mail", "", "in line"]);
    expect(rows[1]?.slice(0, 5)).toEqual(["2023-03-15", "2023-03-15T12:00:00.000Z", "0.3", "true", "a < b"]);
    expect(rows[1]?.[27]).toBe("12");
    expect(lines).toEqual([1, 4]);
  });

  it("G09: refuses what bursts, lies, hides or reaches out", async () => {
    const bomb = workbook("", [{ name: "xl/sharedStrings.xml", content: Buffer.alloc(64 * 1024 ** 2, "a") }]);
    expect(await reasonOf(fileOf(zip(bomb), "p.xlsx"))).toBe("too_large");
    const liar = workbook(`<row><c><v>${"1".repeat(5000)}</v></c></row>`);
    const lying = liar.map((part) => (part.name.includes("sheet1") ? { ...part, size: 100 } : part));
    expect(await reasonOf(fileOf(zip(lying), "p.xlsx"))).toBe("too_large");
    const locked = liar.map((part) => ({ ...part, flags: 1 }));
    expect(await reasonOf(fileOf(zip(locked), "p.xlsx"))).toBe("encrypted");
    const entities = `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><row><c><v>&x;</v></c></row>`;
    expect(await reasonOf(book(entities))).toBe("xml");
    const wide = `<row r="1"><c r="XFD1"><v>1</v></c></row>`;
    expect(await reasonOf(book(wide))).toBe("too_many_columns");
    expect(await reasonOf(fileOf(zip([{ name: "inner.zip", content: zip(liar) }]), "p.xlsx"))).toBe("type");
    const half = zip(liar);
    expect(await reasonOf(fileOf(half.subarray(0, half.length - 30), "p.xlsx"))).toBe("archive");
    expect(await reasonOf(fileOf(zip(liar.map((part) => ({ ...part, method: 0 }))), "p.xlsx"))).toBe("read");
    const odd = zip(liar.map((part) => ({ ...part, method: 12 })));
    expect(await reasonOf(fileOf(odd, "p.xlsx"))).toBe("archive");
  });

  it("believes the bytes and says when the name tells otherwise", async () => {
    expect(await reasonOf(fileOf("a,b\n1,2", "p.xlsx", "text/csv"))).toBe("name_and_content_differ");
    expect(await reasonOf(fileOf(zip(workbook("")), "p.csv", types.xlsx))).toBe("name_and_content_differ");
    expect(await reasonOf(fileOf("%PDF-1.7", "p.csv", "application/pdf"))).toBe("type");
    expect(await reasonOf(fileOf(zip(workbook("")), "p.xlsx", "application/zip"))).toBe("type");
  });
});
