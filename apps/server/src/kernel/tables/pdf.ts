import { Readable } from "node:stream";
import { deflateSync } from "node:zlib";
import type { Cell } from "./csv.ts";
import { encodeText, hexString } from "./pdf-text.ts";

const page = { width: 842, height: 595, margin: 36 };
const size = 7;
const lineHeight = 11;
const rowsOfPage = Math.floor((page.height - 2 * page.margin - 2 * lineHeight) / lineHeight);

const shownText = (value: Cell): string => (value === null ? "" : String(value));

/**
 * A table on pages of A4 across, as it is read. It uses the fonts that every reader has, which know the letters of
 * western Europe; a cell with others shows a question mark for each, and the last line of the document says how many.
 */
export function pdfOf(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  told: { title: string; unshown: (cells: number) => string },
): Readable {
  const columnWidth = (page.width - 2 * page.margin) / Math.max(1, header.length);
  const widest = ((columnWidth - 4) * 1000) / size;
  let unshownCells = 0;

  const textAt = (text: string, x: number, y: number, font: string, width: number): string => {
    const { codes, whole } = encodeText(text, width);
    if (!whole) unshownCells++;
    return `BT /${font} ${size} Tf ${x.toFixed(1)} ${y.toFixed(1)} Td ${hexString(codes)} Tj ET\n`;
  };
  const lineOf = (cells: readonly string[], y: number, font: string): string =>
    cells.map((text, n) => textAt(text, page.margin + n * columnWidth, y, font, widest)).join("");
  const wide = ((page.width - 2 * page.margin) * 1000) / size;

  function pageContent(rows: readonly (readonly Cell[])[], number: number, note: string | null): string {
    let y = page.height - page.margin;
    let content = lineOf(header, y, "B");
    content += `0.5 w ${page.margin} ${y - 3} m ${page.width - page.margin} ${y - 3} l S\n`;
    for (const row of rows) content += lineOf(row.map(shownText), (y -= lineHeight), "R");
    const foot = [told.title, String(number), note].filter((part) => part !== null).join("  ·  ");
    return content + textAt(foot, page.margin, page.margin / 2, "R", wide);
  }

  async function* bytes(): AsyncGenerator<Buffer> {
    const offsets: number[] = [];
    let at = 0;
    const emit = (text: string | Buffer): Buffer => {
      const buffer = typeof text === "string" ? Buffer.from(text, "latin1") : text;
      at += buffer.length;
      return buffer;
    };
    const object = (id: number, body: string | Buffer): Buffer => {
      offsets[id] = at;
      const inner = typeof body === "string" ? Buffer.from(body, "latin1") : body;
      return emit(Buffer.concat([Buffer.from(`${id} 0 obj\n`), inner, Buffer.from("\nendobj\n")]));
    };
    yield emit("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
    const font = (name: string): string =>
      `<< /Type /Font /Subtype /Type1 /BaseFont /${name} /Encoding /WinAnsiEncoding >>`;
    yield object(3, font("Helvetica"));
    yield object(4, font("Helvetica-Bold"));
    let next = 5;
    const pages: number[] = [];

    function onePage(rows: readonly (readonly Cell[])[], note: string | null): Buffer {
      const packed = deflateSync(Buffer.from(pageContent(rows, pages.length + 1, note), "latin1"));
      const [content, own] = [next++, next++];
      pages.push(own);
      const stream = Buffer.concat([
        Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
        packed,
        Buffer.from("\nendstream"),
      ]);
      return Buffer.concat([
        object(content, stream),
        object(
          own,
          `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents ${content} 0 R /Resources << /Font << /R 3 0 R /B 4 0 R >> >> >>`,
        ),
      ]);
    }

    let waiting: (readonly Cell[])[] = [];
    for await (const batch of batches) {
      waiting.push(...batch);
      for (; waiting.length > rowsOfPage; waiting = waiting.slice(rowsOfPage)) {
        yield onePage(waiting.slice(0, rowsOfPage), null);
      }
    }
    // What the last page itself cannot show is known once it has been set, so it is set twice.
    pageContent(waiting, 0, null);
    const note = unshownCells === 0 ? null : told.unshown(unshownCells);
    yield onePage(waiting, note);
    yield object(
      2,
      `<< /Type /Pages /Kids [${pages.map((id) => `${id} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    );
    yield object(1, "<< /Type /Catalog /Pages 2 0 R >>");
    const start = at;
    const table = Array.from({ length: next }, (_, id) =>
      id === 0 ? "0000000000 65535 f \n" : `${String(offsets[id] ?? 0).padStart(10, "0")} 00000 n \n`,
    ).join("");
    yield emit(
      `xref\n0 ${next}\n${table}trailer\n<< /Size ${next} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`,
    );
  }
  return Readable.from(bytes(), { objectMode: false });
}
