import { UnfitFile } from "./unfit.ts";

export type XmlHandler = {
  /** `name` without its prefix; `attributes` as they stand, read by `attribute` where they are wanted. */
  open(name: string, attributes: string, empty: boolean): void;
  close(name: string): void;
  text(text: string): void;
};

const longestTag = 65_536;
const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Only the five that XML itself knows and numbers; an entity of a document's own is never looked up. */
export function unescapeXml(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|[a-z]{2,4});/g, (whole, name: string) => {
    if (!name.startsWith("#")) return entities[name] ?? whole;
    const code = name[1] === "x" ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code <= 0x10ffff && code > 0 ? String.fromCodePoint(code) : "";
  });
}

/** One attribute of a tag, by its name with its prefix. */
export function attribute(attributes: string, name: string): string | null {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found === null ? null : unescapeXml(found[1] ?? found[2] ?? "");
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);

/**
 * Reads XML as it comes and tells what it meets; comes back after each piece. No document type, nothing from elsewhere,
 * no tree.
 */
export async function* readXml(text: AsyncIterable<string>, handler: XmlHandler): AsyncGenerator<void> {
  let rest = "";
  for await (const piece of text) {
    rest += piece;
    let at = 0;
    for (;;) {
      const open = rest.indexOf("<", at);
      if (open === -1) {
        if (rest.length > at) handler.text(rest.slice(at));
        rest = "";
        break;
      }
      if (open > at) handler.text(rest.slice(at, open));
      at = open;
      const comment = rest.startsWith("<!--", open);
      const end = rest.indexOf(comment ? "-->" : ">", open);
      if (end === -1) {
        rest = rest.slice(open);
        if (rest.length > longestTag) throw new UnfitFile("xml", "A tag of the workbook is too long.");
        break;
      }
      at = end + (comment ? 3 : 1);
      if (comment || rest.charCodeAt(open + 1) === 63) continue;
      if (rest.charCodeAt(open + 1) === 33)
        throw new UnfitFile(
          "xml",
          "The workbook holds a document type or something else that no workbook needs.",
        );
      if (rest.charCodeAt(open + 1) === 47) {
        handler.close(localName(rest.slice(open + 2, end).trimEnd()));
        continue;
      }
      const empty = rest.charCodeAt(end - 1) === 47;
      const tag = rest.slice(open + 1, empty ? end - 1 : end);
      const space = tag.search(/\s/);
      const name = localName(space === -1 ? tag : tag.slice(0, space));
      handler.open(name, space === -1 ? "" : tag.slice(space + 1), empty);
      if (empty) handler.close(name);
    }
    yield;
  }
  if (rest.trim() !== "") throw new UnfitFile("xml", "A part of the workbook is cut off.");
}
