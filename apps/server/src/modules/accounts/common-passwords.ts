import { readFileSync } from "node:fs";
import { openWordFilter } from "./word-filter.ts";

// Written by tools/write-common-passwords.ts. Read once, with the code: like the code, it never changes while it runs.
const listed = openWordFilter(readFileSync(new URL("common-passwords.bin", import.meta.url)));

const shortestWord = 4;
// What people put before and after a word to please a rule; beyond this much it is a password of its own.
const mostDecoration = 8;
const longestPair = 40;

/** Whether a folded password is on the list, as it is, dressed up, or as two of the list one after the other. */
export function isCommonPassword(folded: string): boolean {
  return spellings(folded)
    .flatMap((text) => [text, ...bare(text)])
    .some((text) => isListed(text) || isPair(text));
}

const isListed = (word: string): boolean => word.length >= shortestWord && listed.has(word);

function isPair(text: string): boolean {
  if (text.length > longestPair) return false;
  for (let at = shortestWord; at <= text.length - shortestWord; at += 1) {
    if (isListed(text.slice(0, at)) && isListed(text.slice(at))) return true;
  }
  return false;
}

/** Without the digits and signs around it: "password" of "!password2026". */
function bare(text: string): string[] {
  const word = /^[^\p{L}]*(\p{L}.*\p{L})[^\p{L}]*$/u.exec(text)?.[1];
  return word === undefined || text.length - word.length > mostDecoration ? [] : [word];
}

const looksLike = new Map(
  Object.entries({ "@": "a", "4": "a", "0": "o", "3": "e", "5": "s", $: "s", "7": "t" }),
);

/** As it is written, and as it reads where signs stand for letters; a one is an i to some and an l to others. */
export function spellings(text: string): string[] {
  const plain = Array.from(text, (letter) => looksLike.get(letter) ?? letter).join("");
  return [...new Set([text, ...["i", "l"].map((letter) => plain.replaceAll(/[1!|]/g, letter))])];
}
