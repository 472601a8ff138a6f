import { sha256 } from "#kernel/crypto";
import { dynamicQuery, statement, type Parameter, type Query, type RawRow } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import type { KeyRing } from "#kernel/key-ring";
import { Problem } from "#kernel/problem";

/**
 * Written into statements that are kept: with the limit as a value, a plan made anew each time looks cheaper than the
 * one that is kept, and making it takes longer than reading the page.
 */
const usualLimits: ReadonlySet<number> = new Set([20, 25, 50, 100]);

/** Something a list can be sorted by: an expression that is never null and that an index with `id` behind it serves. */
export type SortKey = { readonly sql: string; readonly cast: "text" | "timestamptz" | "uuid" | "float8" };

export type ListSpec<Item> = {
  /** Names the list in its cursors. */
  readonly name: string;
  readonly from: string;
  readonly columns: readonly string[];
  readonly idColumn: string;
  readonly sorts: Readonly<Record<string, SortKey>>;
  readonly read: (row: RawRow) => Item;
};

export type Jump =
  | { readonly behind: { key: string; id: string } | null; readonly skip: number }
  /** The first row whose key is not before this one; when descending, before it. */
  | { readonly from: string };
export type ListRequest = {
  readonly sort: string;
  readonly limit: number;
  readonly cursor: string | undefined;
  /** Where to begin without a cursor: so many rows behind a row or the front, or at a key. */
  readonly jump?: Jump | undefined;
  /** Conditions beside the keyset; parameters are numbered from 1. */
  readonly where: string;
  readonly values: readonly Parameter[];
  /** The only rows that can match, where they are few and known; a shorter way, and no part of what a cursor is for. */
  readonly among?: readonly string[] | null;
  /** Whether the text of the statement is one of few, so that it is kept prepared. */
  readonly prepared: boolean;
};

type Position = { backward: boolean; key: string; id: string };
type Listed<Item> = { item: Item; key: string; id: string };
export type ListPage<Item> = { items: Item[]; next: string | null; previous: string | null };

/** Cursors are opaque, signed, and good for one list, sort and filter only. */
export function createLists(keys: Pick<KeyRing, "sign" | "unsign">) {
  const contextOf = (spec: { name: string }, request: ListRequest): string =>
    request.values.length === 0
      ? `${spec.name} ${request.sort}`
      : `${spec.name} ${request.sort} ${sha256(request.where + JSON.stringify(request.values))
          .toString("base64url")
          .slice(0, 16)}`;

  function readCursor(cursor: string, context: string): Position {
    const payload = keys.unsign("cursors", cursor);
    if (payload === null) throw new Problem("cursor.invalid");
    const parts = JSON.parse(payload) as [string, 0 | 1, string, string];
    if (parts[0] !== context) throw new Problem("cursor.invalid");
    return { backward: parts[1] === 1, key: parts[2], id: parts[3] };
  }

  /** The statement of a page and what to make of its rows. */
  return function pageOf<Item>(
    spec: ListSpec<Item>,
    request: ListRequest,
  ): { query: Query<Listed<Item>>; finish: (rows: Listed<Item>[]) => ListPage<Item> } {
    const descending = request.sort.startsWith("-");
    const sort = spec.sorts[descending ? request.sort.slice(1) : request.sort];
    if (sort === undefined) throw new Problem("request.invalid");
    const context = contextOf(spec, request);
    const position = request.cursor === undefined ? null : readCursor(request.cursor, context);
    const backward = position?.backward ?? false;
    const down = descending !== backward;

    const values: Parameter[] = [...request.values];
    const conditions = [request.where];
    if (request.among) conditions.push(`${spec.idColumn} = any($${values.push(request.among)}::uuid[])`);
    if (position !== null) {
      const at = values.push(position.key, position.id);
      conditions.push(
        `(${sort.sql}, ${spec.idColumn}) ${down ? "<" : ">"} ($${at - 1}::${sort.cast}, $${at}::uuid)`,
      );
    }
    const order = down ? "desc" : "asc";
    const jump = position === null ? request.jump : undefined;
    if (jump !== undefined && "from" in jump) {
      conditions.push(`${sort.sql} ${down ? "<" : ">="} $${values.push(jump.from)}::${sort.cast}`);
    } else if (jump !== undefined && jump.behind !== null) {
      const at = values.push(jump.behind.key, jump.behind.id);
      conditions.push(
        `(${sort.sql}, ${spec.idColumn}) ${down ? "<" : ">"} ($${at - 1}::${sort.cast}, $${at}::uuid)`,
      );
    }
    const known = request.prepared && usualLimits.has(request.limit);
    const limit = known ? String(request.limit + 1) : `$${values.push(request.limit + 1)}`;
    const skipping = jump === undefined || "from" in jump ? "" : ` offset $${values.push(jump.skip)}`;
    const sql = `select ${spec.columns.join(", ")}, ${spec.idColumn}, ${sort.sql} from ${spec.from}
      where ${conditions.join(" and ")}
      order by ${sort.sql} ${order}, ${spec.idColumn} ${order} limit ${limit}${skipping}`;
    const keyAt = spec.columns.length;
    const read = (row: RawRow): Listed<Item> => ({
      item: spec.read(row),
      id: text(row, keyAt),
      key: text(row, keyAt + 1),
    });

    const cursorAt = (row: Listed<Item> | undefined, toBackward: boolean): string | null =>
      row === undefined
        ? null
        : keys.sign("cursors", JSON.stringify([context, toBackward ? 1 : 0, row.key, row.id]));

    return {
      query: request.prepared ? statement(sql, read)(...values) : dynamicQuery(sql, values, read),
      finish(rows) {
        const more = rows.length > request.limit;
        const shown = more ? rows.slice(0, request.limit) : rows;
        if (backward) shown.reverse();
        return {
          items: shown.map(({ item }) => item),
          next: backward || more ? cursorAt(shown.at(-1), false) : null,
          previous: backward
            ? more
              ? cursorAt(shown[0], true)
              : null
            : position === null && request.jump === undefined
              ? null
              : cursorAt(shown[0], true),
        };
      },
    };
  };
}
export type Lists = ReturnType<typeof createLists>;
