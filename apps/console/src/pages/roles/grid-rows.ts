import type { Permission } from "@atrium/contracts";
import { categories, levelOf, levels, resources, type Category } from "./catalogue.ts";
import type { GridRow } from "./grid-moves.ts";

/** The name, no level, then the levels. */
export const columnOf = (name: Permission): number => levels.indexOf(levelOf(name)) + 2;
const everyColumn = [0, 1, ...levels.map((_, at) => at + 2)];

/** What a text leaves of the catalogue, by names and by what they are called. */
export function found(text: string, called: (name: string) => string): Category[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return categories();
  const fits = (...texts: string[]) => {
    const whole = texts.join(" ").toLowerCase();
    return words.every((word) => whole.includes(word));
  };
  return categories(
    resources().filter(({ id, permissions }) =>
      fits(id, called(id), ...permissions.flatMap((name) => [name, called(name)])),
    ),
  );
}

/** The rows that the keyboard walks: a resource, and where it is opened its single actions. */
export function rowsOf(shown: readonly Category[], opened: ReadonlySet<string>): GridRow[] {
  return shown.flatMap(({ resources: each }) =>
    each.flatMap((resource) => [
      { id: resource.id, columns: everyColumn },
      ...(opened.has(resource.id)
        ? resource.permissions.map((name) => ({ id: name, columns: [0, columnOf(name)] }))
        : []),
    ]),
  );
}
