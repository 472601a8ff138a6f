import { describe, expect, it } from "vitest";
import { chooseLocale, locales } from "./locale.ts";
import { ar } from "./messages/ar.ts";
import { de } from "./messages/de.ts";
import { en, type MessageKey } from "./messages/en.ts";
import { es } from "./messages/es.ts";
import { fr } from "./messages/fr.ts";

const slots = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([slot]) => slot).sort();

describe("the languages of the pages", () => {
  it("says everything in every language, with the same values in it", () => {
    for (const [name, messages] of Object.entries({ ar, de, es, fr })) {
      expect(Object.keys(messages)).toEqual(Object.keys(en));
      for (const [key, text] of Object.entries<string>(en)) {
        const translated = messages[key as MessageKey];
        expect(translated.trim(), `${name} ${key}`).not.toBe("");
        expect(slots(translated), `${name} ${key}`).toEqual(slots(text));
      }
    }
  });

  it("takes the language that was chosen, then the browser's in its order, then the organization's", () => {
    const of = (asked?: string, accept: string | null = null, fallback: string | null = null): string =>
      chooseLocale(asked, accept, fallback).id;
    expect(of("fr", "de")).toBe("fr");
    expect(of(undefined, "pt-BR, es;q=0.4, de-AT;q=0.9, en;q=0.1")).toBe("de");
    expect(of("tlh", "de;q=0, xx")).toBe("en");
    expect(of(undefined, null, "ar-EG")).toBe("ar");
    expect(of(undefined, ";;;q=,,*;q=x")).toBe("en");
  });

  it("tells a time in the plural of each language", () => {
    expect(locales.map(({ minutes }) => minutes(61))).toEqual([
      "2 minutes", "2 Minuten", "2 minutes", "2 minutos", expect.stringMatching(/\p{Script=Arabic}/u),
    ]); // prettier-ignore
  });
});
