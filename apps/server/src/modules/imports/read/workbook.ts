import type { Archive } from "./archive.ts";
import { textOf } from "./text.ts";
import { limits, UnfitFile } from "./unfit.ts";
import { attribute, readXml, unescapeXml, type XmlHandler } from "./xml.ts";

const nothing = (): void => undefined;
const reading = (handler: Partial<XmlHandler>): XmlHandler => ({
  open: nothing, close: nothing, text: nothing, ...handler,
}); // prettier-ignore

async function readPart(archive: Archive, name: string, handler: Partial<XmlHandler>): Promise<void> {
  if (!archive.has(name)) return;
  for await (const _piece of readXml(textOf(await archive.open(name), "utf-8"), reading(handler)));
}

export type Sheet = { readonly name: string; readonly part: string };
export type Workbook = {
  readonly sheets: readonly Sheet[];
  readonly strings: readonly string[];
  /** Which of the styles that cells name show their number as a day or a time. */
  readonly dateStyles: ReadonlySet<number>;
  /** Days before the first of January 1970 that numbers count from. */
  readonly epochDays: number;
};

/** The texts that cells point at. */
async function sharedStrings(archive: Archive): Promise<string[]> {
  const strings: string[] = [];
  let [item, inText, characters] = ["", false, 0];
  // A reading aid beside the text is no part of it.
  let inPhonetic = false;
  await readPart(archive, "xl/sharedStrings.xml", {
    open(name) {
      if (name === "si") item = "";
      else if (name === "rPh") inPhonetic = true;
      inText = name === "t" && !inPhonetic;
    },
    close(name) {
      if (name === "rPh") inPhonetic = false;
      if (name === "t") inText = false;
      if (name !== "si") return;
      characters += item.length;
      if (strings.length >= limits.sharedStrings || characters > limits.sharedCharacters)
        throw new UnfitFile("too_large", "The workbook holds too many texts; save it as CSV instead.");
      strings.push(unescapeXml(item));
    },
    text(text) {
      if (inText) item += text;
    },
  });
  return strings;
}

const builtInDates = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56,
  57, 58,
]); // prettier-ignore

/** A format that shows parts of a date, leaving aside what stands in quotes, in brackets or behind a backslash. */
const showsDate = (format: string): boolean =>
  /[ymdhs]/i.test(format.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "").replace(/general/gi, ""));

async function dateStyles(archive: Archive): Promise<Set<number>> {
  const formats = new Set(builtInDates);
  const styles = new Set<number>();
  let inCells = false;
  let at = 0;
  await readPart(archive, "xl/styles.xml", {
    open(name, attributes) {
      if (name === "numFmt" && showsDate(attribute(attributes, "formatCode") ?? ""))
        formats.add(Number(attribute(attributes, "numFmtId")));
      if (name === "cellXfs") inCells = true;
      if (name !== "xf" || !inCells) return;
      if (formats.has(Number(attribute(attributes, "numFmtId")))) styles.add(at);
      at++;
    },
    close(name) {
      if (name === "cellXfs") inCells = false;
    },
  });
  return styles;
}

const daysTo1970 = 25_569;
const daysFrom1904 = 1462;

export async function readWorkbook(archive: Archive): Promise<Workbook> {
  if (!archive.has("xl/workbook.xml"))
    throw new UnfitFile("type", "The archive is no workbook; only .xlsx, .csv and .ndjson files are read.");
  const found: { name: string; relation: string }[] = [];
  let epochDays = daysTo1970;
  await readPart(archive, "xl/workbook.xml", {
    open(name, attributes) {
      if (name === "sheet") {
        found.push({
          name: attribute(attributes, "name") ?? "",
          relation: attribute(attributes, "r:id") ?? "",
        });
      }
      const since = name === "workbookPr" ? attribute(attributes, "date1904") : null;
      if (since === "1" || since === "true") epochDays = daysTo1970 - daysFrom1904;
    },
  });
  const targets = new Map<string, string>();
  await readPart(archive, "xl/_rels/workbook.xml.rels", {
    open(name, attributes) {
      const target = attribute(attributes, "Target");
      if (name !== "Relationship" || target === null) return;
      const part = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
      targets.set(attribute(attributes, "Id") ?? "", part);
    },
  });
  const sheets = found.flatMap(({ name, relation }) => {
    const part = targets.get(relation);
    return part !== undefined && archive.has(part) ? [{ name, part }] : [];
  });
  if (sheets.length === 0) throw new UnfitFile("empty", "The workbook has no sheet.");
  return { sheets, strings: await sharedStrings(archive), dateStyles: await dateStyles(archive), epochDays };
}
