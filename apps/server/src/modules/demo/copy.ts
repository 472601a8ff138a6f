import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { yieldNow } from "#kernel/in-turns";

export type CopyValue = string | number | boolean | null | Buffer | readonly string[];

// The text format of COPY: a backslash, a tab and the ends of lines are its own signs.
const special = /[\\\t\n\r]/;
const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function escaped(text: string): string {
  return special.test(text) ? text.replaceAll(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : text;
}

function arrayText(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replaceAll(/["\\]/g, String.raw`\$&`)}"`).join(",")}}`;
}

function encode(value: CopyValue): string {
  if (value === null) return String.raw`\N`;
  if (typeof value === "string") return escaped(value);
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  if (Buffer.isBuffer(value)) return String.raw`\\x${value.toString("hex")}`;
  return escaped(arrayText(value as readonly string[]));
}

const chunkLength = 1 << 16;

/** Each piece is made in a turn of its own: making rows is work, and a server has other work too. */
async function* chunks(rows: Iterable<readonly CopyValue[]>): AsyncGenerator<Buffer> {
  let text = "";
  for (const row of rows) {
    text += `${row.map(encode).join("\t")}\n`;
    if (text.length < chunkLength) continue;
    yield Buffer.from(text);
    await yieldNow();
    text = "";
  }
  if (text !== "") yield Buffer.from(text);
}

/** Sends rows as they are made; a failure on either side ends both. */
export async function copyRows(
  client: ClientBase,
  table: string,
  columns: readonly string[],
  rows: Iterable<readonly CopyValue[]>,
): Promise<void> {
  await pipeline(
    Readable.from(chunks(rows)),
    client.query(copyFrom(`copy ${table} (${columns.join(", ")}) from stdin`)),
  );
}
