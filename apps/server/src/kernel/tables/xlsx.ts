import type { Readable } from "node:stream";
import type { Cell } from "./csv.ts";
import { mostEntryBytes, zipOf } from "./zip.ts";

/** Rows of one sheet, the one with the names of the columns included. */
const mostRows = 1_048_576;
const longestCell = 32_767;
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packageNames = "http://schemas.openxmlformats.org/package/2006";

const special = /[&<>\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\r_]/;

function xmlText(text: string): string {
  const short = text.length > longestCell ? text.slice(0, longestCell) : text;
  const sound = short.isWellFormed() ? short : short.toWellFormed();
  if (!special.test(sound)) return sound;
  return (
    sound
      // What a cell cannot hold is written by its number; a text that looks like such a number is told apart from one.
      .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replace(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\r]/g,
        (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}_`,
      )
  );
}

/** Text is always text: no cell is ever a formula, whatever its text looks like. */
function cellXml(value: Cell): string {
  if (value === null || value === "") return "<c/>";
  if (typeof value === "number") return `<c><v>${value}</v></c>`;
  if (typeof value === "boolean") return `<c t="b"><v>${value ? 1 : 0}</v></c>`;
  return `<c t="inlineStr"><is><t xml:space="preserve">${xmlText(value)}</t></is></c>`;
}

function rowXml(cells: readonly Cell[]): string {
  let xml = "<row>";
  for (const cell of cells) xml += cellXml(cell);
  return `${xml}</row>`;
}

const sheetStart = `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
const sheetEnd = "</sheetData></worksheet>";

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}

/** A workbook as it is read; what goes past a sheet's end goes on in the next. `batches` may be as many as they like. */
export function xlsxOf(
  header: readonly string[],
  batches: AsyncIterable<readonly (readonly Cell[])[]>,
  limits: { rows: number } = { rows: mostRows },
): Readable {
  const source: AsyncIterator<readonly (readonly Cell[])[], unknown> = batches[Symbol.asyncIterator]();
  let waiting: readonly (readonly Cell[])[] = [];
  let at = 0;
  let ended = false;

  async function more(): Promise<boolean> {
    while (at >= waiting.length && !ended) {
      const next: IteratorResult<readonly (readonly Cell[])[], unknown> = await source.next();
      if (next.done === true) ended = true;
      else {
        waiting = next.value;
        at = 0;
      }
    }
    return at < waiting.length;
  }

  async function* sheet(): AsyncGenerator<string> {
    const titles = rowXml(header);
    yield sheetStart + titles;
    let bytes = 0;
    for (let rows = 1; rows < limits.rows && bytes < mostEntryBytes && (await more());) {
      let xml = "";
      // No more than some hundred kilobytes at once, so that nobody else waits for it.
      while (at < waiting.length && rows < limits.rows && xml.length < 262_144) {
        xml += rowXml(waiting[at++] ?? []);
        rows++;
      }
      bytes += xml.length;
      yield xml;
    }
    yield sheetEnd;
  }

  async function* files(): AsyncGenerator<{ name: string; content: AsyncIterable<string> }> {
    let sheets = 0;
    do {
      sheets++;
      yield { name: `xl/worksheets/sheet${sheets}.xml`, content: sheet() };
    } while (await more());
    const numbers = Array.from({ length: sheets }, (_, n) => n + 1);
    yield {
      name: "xl/workbook.xml",
      content: once(
        `${head}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${numbers
          .map((n) => `<sheet name="Rows ${n}" sheetId="${n}" r:id="rId${n}"/>`)
          .join("")}</sheets></workbook>`,
      ),
    };
    yield {
      name: "xl/_rels/workbook.xml.rels",
      content: once(
        `${head}<Relationships xmlns="${packageNames}/relationships">${numbers
          .map(
            (n) =>
              `<Relationship Id="rId${n}" Type="${relations}/worksheet" Target="worksheets/sheet${n}.xml"/>`,
          )
          .join("")}</Relationships>`,
      ),
    };
    yield {
      name: "_rels/.rels",
      content: once(
        `${head}<Relationships xmlns="${packageNames}/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ),
    };
    const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    yield {
      name: "[Content_Types].xml",
      content: once(
        `${head}<Types xmlns="${packageNames}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/>${numbers
          .map(
            (n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${type}.worksheet+xml"/>`,
          )
          .join("")}</Types>`,
      ),
    };
  }
  return zipOf(files());
}
