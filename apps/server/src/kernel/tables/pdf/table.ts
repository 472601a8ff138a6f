import { Readable } from "node:stream";
import type { Cell } from "../csv.ts";
import { createDocument } from "./document.ts";
import { createTextSetter, type FontKey } from "./text-setter.ts";

const page = { width: 842, height: 595, margin: 36 };
const size = 7;
const lineHeight = 11;
const rowsOfPage = Math.floor((page.height - 2 * page.margin - 2 * lineHeight) / lineHeight);

const shownText = (value: Cell): string => (value === null ? "" : String(value));
type Row = readonly Cell[];

/**
 * A table on pages of A4 across, as it is read. Texts of western Europe are in the fonts that every reader has; for
 * other alphabets the document carries the letters it uses, written at its end, and signs of East Asia are in the fonts
 * that readers have for them. What is in none of these shows a sign that says so, and the last line tells how many.
 */
export function pdfOf(
  header: readonly string[],
  batches: AsyncIterable<readonly Row[]>,
  told: { title: string; unshown: (cells: number) => string },
): Readable {
  const columnWidth = (page.width - 2 * page.margin) / Math.max(1, header.length);
  const widest = ((columnWidth - 4) * 1000) / size;
  const wide = ((page.width - 2 * page.margin) * 1000) / size;
  const texts = createTextSetter();
  let unshownCells = 0;

  function pageContent(rows: readonly Row[], number: number, note: string | null) {
    const fonts = new Set<FontKey>();
    let content = "";
    const write = (text: string, x: number, y: number, width: number, bold = false): void => {
      if (text === "") return;
      const set = texts.set(text, size, width, bold);
      if (!set.whole) unshownCells++;
      for (const font of set.fonts) fonts.add(font);
      content += `BT ${x.toFixed(1)} ${y.toFixed(1)} Td ${set.operators}ET\n`;
    };
    const line = (cells: readonly string[], y: number, bold: boolean): void => {
      for (const [n, text] of cells.entries()) write(text, page.margin + n * columnWidth, y, widest, bold);
    };
    let y = page.height - page.margin;
    line(header, y, true);
    content += `0.5 w ${page.margin} ${y - 3} m ${page.width - page.margin} ${y - 3} l S\n`;
    for (const row of rows) line(row.map(shownText), (y -= lineHeight), false);
    const foot = [told.title, String(number), note].filter((part) => part !== null).join("  ·  ");
    write(foot, page.margin, page.margin / 2, wide);
    return { content, fonts };
  }

  async function* bytes(): AsyncGenerator<Buffer> {
    const document = createDocument();
    yield document.begin();
    const [root, tree] = [document.reserve(), document.reserve()];
    const fontIds = new Map<FontKey, number>();
    const pages: number[] = [];

    function onePage(rows: readonly Row[], note: string | null): Buffer {
      const { content, fonts } = pageContent(rows, pages.length + 1, note);
      const [data, own] = [document.reserve(), document.reserve()];
      pages.push(own);
      const named = [...fonts].map((key) => {
        const id = fontIds.get(key) ?? document.reserve();
        fontIds.set(key, id);
        return `/${key} ${id} 0 R`;
      });
      return Buffer.concat([
        document.stream(data, Buffer.from(content, "latin1")),
        document.object(
          own,
          `<< /Type /Page /Parent ${tree} 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Contents ${data} 0 R /Resources << /Font << ${named.join(" ")} >> >> >>`,
        ),
      ]);
    }

    let waiting: Row[] = [];
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
    for (const [key, id] of fontIds) yield* texts.objects(document, key, id);
    yield document.object(
      tree,
      `<< /Type /Pages /Kids [${pages.map((id) => `${id} 0 R`).join(" ")}] /Count ${pages.length} >>`,
    );
    yield document.object(root, `<< /Type /Catalog /Pages ${tree} 0 R >>`);
    yield document.end(root);
  }
  return Readable.from(bytes(), { objectMode: false });
}
