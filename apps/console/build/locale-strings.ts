import type { Plugin } from "vite";

const stringsFile =
  /[/\\](?:react-aria|react-aria-components|react-stately)[/\\].*[/\\]intl[/\\].*?([a-z]{2})-[A-Z]{2}\.m?js$/;

/** React Aria carries its own words in 30 languages; only those of the console's languages travel. */
export function localeStrings(languages: readonly string[]): Plugin {
  return {
    name: "locale-strings",
    enforce: "pre",
    load(id) {
      const language = stringsFile.exec(id)?.[1];
      return language === undefined || languages.includes(language) ? null : "export default {};";
    },
  };
}
