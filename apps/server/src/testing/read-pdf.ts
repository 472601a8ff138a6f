import { inflateSync } from "node:zlib";

/** A text as it stands on a page, from the left to the right. */
export type ShownText = {
  readonly text: string;
  readonly runs: readonly { readonly font: string; readonly codes: readonly number[] }[];
};
export type ReadPdf = {
  /** The dictionaries of the objects, by their numbers. */
  readonly objects: ReadonlyMap<number, string>;
  readonly data: (id: number) => Buffer;
  readonly fonts: ReadonlyMap<string, number>;
  readonly pages: readonly (readonly ShownText[])[];
};

const number = (text: string | undefined): number => Number.parseInt(text ?? "", 10);
const hexNumbers = (hex: string, digits: number): number[] =>
  (hex.match(new RegExp(`.{${digits}}`, "g")) ?? []).map((code) => Number.parseInt(code, 16));

/** Reads what Atrium writes, by the places that its table of objects names and by nothing else. */
export function readPdf(file: Buffer): ReadPdf {
  const whole = file.toString("latin1");
  const [, start] = /startxref\n(\d+)\n%%EOF\n$/.exec(whole) ?? [];
  const [, count, lines = ""] = /^xref\n0 (\d+)\n((?:\d{10} \d{5} [fn] \n)+)trailer/.exec(whole.slice(number(start))) ?? []; // prettier-ignore
  const places = [...lines.matchAll(/(\d{10}) \d{5} ([fn]) \n/g)];
  if (places.length !== number(count)) throw new Error("the table of objects is not whole");
  const objects = new Map<number, string>();
  const streams = new Map<number, Buffer>();
  for (const [id, [, place, kind]] of places.entries()) {
    if (kind === "f") continue;
    const at = number(place);
    const end = whole.indexOf("\nendobj\n", at);
    const [, own, body = ""] = /^(\d+) 0 obj\n([^]*)$/.exec(whole.slice(at, end)) ?? [];
    if (number(own) !== id) throw new Error(`object ${id} is not where it should be`);
    const [dictionary = ""] = body.split("\nstream\n", 1);
    objects.set(id, dictionary);
    const [, length] = /\/Length (\d+)/.exec(dictionary) ?? [];
    if (length === undefined) continue;
    const from = whole.indexOf("\nstream\n", at) + 8;
    streams.set(id, inflateSync(file.subarray(from, from + number(length))));
  }
  const data = (id: number): Buffer => streams.get(id) ?? Buffer.alloc(0);
  const referred = (from: string, name: string): number => number(new RegExp(`/${name} \\[?(\\d+) 0 R`).exec(from)?.[1]); // prettier-ignore

  const fonts = new Map<string, number>();
  const letters = new Map<string, (code: number) => string>();
  function lettersOf(font: string): (code: number) => string {
    const known = letters.get(font);
    if (known !== undefined) return known;
    const dictionary = objects.get(fonts.get(font) ?? 0) ?? "";
    const map = new Map<number, string>();
    for (const [, code = "", text = ""] of data(referred(dictionary, "ToUnicode"))
      .toString("latin1")
      .matchAll(/^<([\dA-Fa-f]{4})> <([\dA-Fa-f]+)>$/gm)) {
      map.set(Number.parseInt(code, 16), String.fromCharCode(...hexNumbers(text, 4)));
    }
    const latin = new TextDecoder("windows-1252");
    const read = dictionary.includes("/WinAnsiEncoding")
      ? (code: number) => latin.decode(Uint8Array.of(code))
      : (code: number) => {
          const text = map.get(code);
          if (text === undefined) throw new Error(`${code} stands for no letter in ${font}`);
          return text;
        };
    letters.set(font, read);
    return read;
  }
  const pages = [...objects.values()].flatMap((page) => {
    if (!page.includes("/Type /Page ")) return [];
    for (const [, name = "", id] of (/\/Font << (.*?) >>/.exec(page)?.[1] ?? "").matchAll(/\/(\w+) (\d+) 0 R/g)) fonts.set(name, number(id)); // prettier-ignore
    const content = data(referred(page, "Contents")).toString("latin1");
    return [
      [...content.matchAll(/^BT (.*) ET$/gm)].map(([, inside = ""]): ShownText => {
        const runs = [...inside.matchAll(/\/(\w+) [\d.]+ Tf <([\da-f]*)> Tj/g)].map(([, font = "", hex = ""]) => ({
          font,
          codes: hexNumbers(hex, font === "R" || font === "B" ? 2 : 4),
        })); // prettier-ignore
        const text = runs.map(({ font, codes }) => codes.map(lettersOf(font)).join("")).join("");
        return { text, runs };
      }),
    ];
  });
  return { objects, data, fonts, pages };
}
