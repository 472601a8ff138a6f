import { checkWidth, limits, UnfitFile, type Row, type Rows } from "./unfit.ts";

const forbidden = new Set(["__proto__", "constructor", "prototype"]);

/** A value as a cell: text as it is, what has parts as JSON, nothing as an empty cell. */
function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : `${value as number | boolean}`;
}

/** The members of an object and of the objects in it, one level down, by their names. */
function membersOf(value: object): Map<string, string> {
  const members = new Map<string, string>();
  for (const [name, inner] of Object.entries(value)) {
    if (forbidden.has(name)) continue;
    if (typeof inner === "object" && inner !== null && !Array.isArray(inner)) {
      for (const [part, deep] of Object.entries(inner as object)) {
        if (!forbidden.has(part)) members.set(`${name}.${part}`, cellOf(deep));
      }
    } else {
      members.set(name, cellOf(inner));
    }
  }
  return members;
}

async function* objects(
  text: AsyncIterable<string>,
): AsyncGenerator<{ line: number; members: Map<string, string> }[]> {
  let rest = "";
  let line = 0;
  const read = (each: string): { line: number; members: Map<string, string> }[] => {
    line++;
    if (each.trim() === "") return [];
    let value: unknown;
    try {
      value = JSON.parse(each);
    } catch {
      throw new UnfitFile("not_json", `Line ${line} is not JSON.`);
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new UnfitFile("not_json", `Line ${line} is no object.`);
    }
    return [{ line, members: membersOf(value) }];
  };
  for await (const piece of text) {
    const parts = (rest + piece).split("\n");
    rest = parts.pop() ?? "";
    if (rest.length > limits.line) throw new UnfitFile("line_too_long", `Line ${line + 1} is too long.`);
    yield parts.flatMap(read);
  }
  yield read(rest);
}

/** Names of all members, in the order in which they first appear. */
export async function namesOf(text: AsyncIterable<string>): Promise<string[]> {
  const names = new Set<string>();
  for await (const some of objects(text)) {
    for (const { members, line } of some) {
      for (const name of members.keys()) names.add(name);
      if (names.size > limits.columns) checkWidth([...names], line);
    }
  }
  return [...names];
}

/** The names as a first row, then each object with its members in their places. */
export async function* readNdjson(text: AsyncIterable<string>, names: readonly string[]): Rows {
  yield [{ line: 0, cells: names }];
  for await (const some of objects(text)) {
    const rows: Row[] = some.map(({ line, members }) => ({
      line,
      cells: names.map((name) => members.get(name) ?? ""),
    }));
    if (rows.length > 0) yield rows;
  }
}
