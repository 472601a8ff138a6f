import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Guard } from "./guard.ts";

const config = "apps/server/src/kernel/config.ts";
const readme = "README.md";

/** The README names every setting that the program reads, with its default, and none that it does not. */
export const settings: Guard = {
  id: "settings",
  run(root) {
    const defaults = readDefaults(readFileSync(join(root, config), "utf8"));
    const rows = readRows(readFileSync(join(root, readme), "utf8"));
    const told = new Set(rows.map(({ name }) => name));
    return {
      problems: [
        ...[...defaults.keys()]
          .filter((name) => !told.has(name))
          .map((name) => `${readme} has no row for the setting ${name}`),
        ...rows.flatMap(({ name, cell }) => {
          const value = defaults.get(name);
          if (value === undefined) return [`${readme} names ${name}, which ${config} does not read`];
          if (value === "" || cell.includes(`\`${value}\``)) return [];
          return [`${readme} does not say that ${name} is ${value} by default`];
        }),
      ],
      note: `${defaults.size} settings`,
    };
  },
};

/** The settings of the schema in their order, each with its default; an empty text where it has none. */
function readDefaults(source: string): Map<string, string> {
  const schema = /const settings = z\.object\(\{\n([^]*?)\n\}\);/.exec(source)?.[1] ?? "";
  return new Map(
    schema.split(/^ {2}(?=[A-Z][A-Z0-9_]*:)/m).flatMap((part) => {
      const name = /^[A-Z][A-Z0-9_]*(?=:)/.exec(part)?.[0];
      return name === undefined ? [] : [[name, /\.default\("?([^")]*)"?\)/.exec(part)?.[1] ?? ""]];
    }),
  );
}

/** Table rows whose first cell is one setting in backticks. */
function readRows(text: string): { name: string; cell: string }[] {
  return [...text.matchAll(/^\| `([A-Z][A-Z0-9_]*)` *\|([^|]*)\|/gm)].map(([, name = "", cell = ""]) => ({
    name,
    cell,
  }));
}
