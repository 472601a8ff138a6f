import type { Words } from "./letters.ts";
import { ar } from "./words-ar.ts";
import { de } from "./words-de.ts";
import { en } from "./words-en.ts";
import { es } from "./words-es.ts";
import { fr } from "./words-fr.ts";

const languages: Readonly<Record<string, Words>> = { ar, de, en, es, fr };
const fallback = "en";

export type Language = { code: string; words: Words; direction: "ltr" | "rtl" };

/** The language that a tag such as `de-AT` asks for, or English where we do not speak it. */
export function languageOf(tag: string | null): Language {
  const wanted = tag?.toLowerCase().split("-")[0] ?? fallback;
  const code = Object.hasOwn(languages, wanted) ? wanted : fallback;
  return { code, words: languages[code] ?? en, direction: code === "ar" ? "rtl" : "ltr" };
}
