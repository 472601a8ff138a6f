import { foldText } from "@atrium/filter";
import type { NameLists } from "./name-lists.ts";
import { eastAsia, southAsia } from "./names-asia.ts";
import { centralEurope, northEurope, southEurope, westEurope } from "./names-europe.ts";
import { africa, middleEast, pacific } from "./names-south.ts";

/** A name as it is written, in Latin letters, and what of it may stand in an e-mail address. */
export type Name = { native: string; latin: string; mailbox: string };
export type Culture = {
  first: readonly Name[];
  last: readonly Name[];
  /** How the two make a full name in the culture's own script, where it has one. */
  joinNative: "first last" | "lastfirst" | null;
};

const letters: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
  ə: "a",
};

function mailboxOf(latin: string): string {
  return foldText(latin).replaceAll(/[^a-z]/g, (letter) => letters[letter] ?? "");
}

function parse(list: string): Name[] {
  return list.split(",").map((entry) => {
    const [latin = "", native = latin] = entry.trim().split("=");
    return { latin: latin.normalize("NFC"), native: native.normalize("NFC"), mailbox: mailboxOf(latin) };
  });
}

export type Cultures = ReadonlyMap<string, Culture>;

export function readCultures(): Cultures {
  const lists: NameLists = {
    ...westEurope, ...northEurope, ...southEurope, ...centralEurope, ...eastAsia, ...southAsia,
    ...middleEast, ...africa, ...pacific,
  }; // prettier-ignore
  return new Map(
    Object.entries(lists).map(([name, { first, last, joined }]) => [
      name,
      { first: parse(first), last: parse(last), joinNative: joined ?? null },
    ]),
  );
}
