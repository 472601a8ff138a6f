import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const document = "openapi.json";
const prefix = "/api/v1";
const named = /`(GET|POST|PUT|PATCH|DELETE) (\/[^\s`?]*)/g;

/** The same route, whatever its parameters are called and whether its prefix is written. */
const shapeOf = (method: string, path: string): string =>
  `${method.toUpperCase()} ${path.startsWith(prefix) ? path.slice(prefix.length) : path}`.replaceAll(
    /:\w+|\{\w+\}/g,
    "{}",
  );

/** Every operation that a guide names by method and path is one of the document of the API. */
export function judgeRoutes(
  root: string,
  guides: readonly { readonly name: string; readonly text: string }[],
): string[] {
  const file = join(root, document);
  if (!existsSync(file)) return [];
  const { paths } = JSON.parse(readFileSync(file, "utf8")) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const known = new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => shapeOf(method, path)),
    ),
  );
  return guides.flatMap(({ name, text }) =>
    [...text.matchAll(named)]
      .filter(([, method = "", path = ""]) => !known.has(shapeOf(method, path)))
      .map(([, method, path]) => `${name} names ${method} ${path}, which is no operation`),
  );
}
