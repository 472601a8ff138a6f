import type { Messages } from "../messages/en.ts";

export type LocaleId = "en" | "de" | "ar" | "en-XA";
type Locale = {
  readonly id: LocaleId;
  readonly name: string;
  readonly dir: "ltr" | "rtl";
  /** For Intl, which knows no pseudo-locale. */
  readonly tag: string;
  readonly load: () => Promise<Messages>;
};

const english = () => import("../messages/en.ts").then(({ en }) => en);

export const locales: readonly Locale[] = [
  { id: "en", name: "English", dir: "ltr", tag: "en", load: english },
  {
    id: "de",
    name: "Deutsch",
    dir: "ltr",
    tag: "de",
    load: () => import("../messages/de.ts").then(({ de }) => de),
  },
  {
    id: "ar",
    name: "العربية",
    dir: "rtl",
    tag: "ar-u-nu-latn",
    load: () => import("../messages/ar.ts").then(({ ar }) => ar),
  },
  {
    id: "en-XA",
    name: "⟦Pseudo⟧",
    dir: "ltr",
    tag: "en",
    load: async () => (await import("./pseudo.ts")).pseudoMessages(await english()),
  },
];

/** The locale asked for, else the browser's, else English. */
export function chooseLocale(asked: string | undefined, browser: readonly string[]): Locale {
  const fallback = locales[0];
  const wanted = [asked ?? "", ...browser.map((tag) => tag.split("-")[0] ?? "")];
  const found = wanted
    .map((id) => locales.find((locale) => locale.id === id))
    .find((one) => one !== undefined);
  if (found === undefined && fallback === undefined) throw new Error("There is no locale.");
  return found ?? (fallback as Locale);
}
