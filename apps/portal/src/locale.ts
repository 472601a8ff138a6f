import { ar } from "./messages/ar.ts";
import { de } from "./messages/de.ts";
import { en, type MessageKey, type Messages } from "./messages/en.ts";
import { es } from "./messages/es.ts";
import { fr } from "./messages/fr.ts";

export type Translate = (key: MessageKey, values?: Readonly<Record<string, string>>) => string;
export type Locale = {
  readonly id: string;
  readonly name: string;
  readonly direction: "ltr" | "rtl";
  readonly t: Translate;
  /** "5 minutes", in the plural form of the language. */
  readonly minutes: (seconds: number) => string;
};

/** In a right-to-left sentence a foreign name would pull the punctuation after it to its other side. */
function translator(messages: Messages, direction: "ltr" | "rtl"): Translate {
  return (key, values = {}) =>
    messages[key].replace(/\{(\w+)\}/g, (slot, name: string) => {
      const value = values[name];
      if (value === undefined) return slot;
      return direction === "rtl" ? `\u2068${value}\u2069` : value;
    });
}

function locale(id: string, name: string, messages: Messages, direction: "ltr" | "rtl" = "ltr"): Locale {
  const format = new Intl.NumberFormat(id === "ar" ? "ar-u-nu-latn" : id, {
    style: "unit",
    unit: "minute",
    unitDisplay: "long",
  });
  return {
    id,
    name,
    direction,
    t: translator(messages, direction),
    minutes: (seconds) => format.format(Math.max(1, Math.ceil(seconds / 60))),
  };
}

const english = locale("en", "English", en);
export const locales: readonly Locale[] = [
  english,
  locale("de", "Deutsch", de),
  locale("fr", "Français", fr),
  locale("es", "Español", es),
  locale("ar", "العربية", ar, "rtl"),
];

/** The language asked for by name, else the browser's first that we speak, else the organization's, else English. */
export function chooseLocale(
  asked: string | undefined,
  acceptLanguage: string | null,
  fallback: string | null,
): Locale {
  const accepted = (acceptLanguage ?? "")
    .slice(0, 500)
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.split(/;\s*q=/);
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality) || 0 };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag);
  for (const tag of [asked ?? "", ...accepted, fallback ?? ""]) {
    const language = tag.toLowerCase().split("-")[0];
    const found = locales.find(({ id }) => id === language);
    if (found !== undefined) return found;
  }
  return english;
}
