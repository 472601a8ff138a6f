/** One noun in every form that the house uses it in. */
export type Nouns = {
  /** invoices, api-keys: folder, file, path. */
  kebab: string;
  /** api key, api keys: in sentences. */
  words: string;
  manyWords: string;
  /** apiKey, apiKeys, ApiKey, ApiKeys: in code. */
  one: string;
  many: string;
  One: string;
  Many: string;
  /** api_keys, api_key: table; target, event and error. */
  table: string;
  thing: string;
};

export function nounsOf(plural: string): Nouns {
  if (!/^[a-z]+(-[a-z]+)*s$/.test(plural)) {
    throw new Error(`"${plural}" is not a plural noun in kebab-case, such as invoices or api-keys`);
  }
  const singular = singularOf(plural);
  const snake = (text: string): string => text.replaceAll("-", "_");
  return {
    kebab: plural,
    words: singular.replaceAll("-", " "),
    manyWords: plural.replaceAll("-", " "),
    one: camel(singular),
    many: camel(plural),
    One: capital(camel(singular)),
    Many: capital(camel(plural)),
    table: snake(plural),
    thing: snake(singular),
  };
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function camel(text: string): string {
  return text.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function singularOf(plural: string): string {
  if (plural.endsWith("ies")) return `${plural.slice(0, -3)}y`;
  if (/(?:ss|x|z|ch|sh)es$/.test(plural)) return plural.slice(0, -2);
  return plural.slice(0, -1);
}
