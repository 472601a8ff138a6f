import type { Connection, Submittable } from "pg";
import { serialize } from "pg-protocol";
import type { Parameter, Query, RawRow } from "./statement.ts";

/** What pg's connection offers beyond its published types. */
type WireConnection = Connection & {
  parsedByAtrium?: Map<string, "parsed" | "suspect">;
  stream: { write(bytes: Buffer): void };
};

/**
 * Several statements in one round trip and, without a BEGIN among them, in one implicit transaction: the first
 * that fails undoes all. A `set_config(…, true)` in front therefore holds for exactly these statements.
 */
export class Batch implements Submittable {
  private readonly queries: readonly Query<unknown>[];
  /** Made before anything is sent: a value that cannot travel must not leave a connection in the middle of a batch. */
  private readonly values: (string | Buffer | null)[][];
  private readonly rows: RawRow[][] = [];
  private settled = false;
  private at = 0;
  private readonly settle: (error: Error | null, rows: RawRow[][]) => void;
  private introduced: string[] = [];

  constructor(queries: readonly Query<unknown>[], settle: (error: Error | null, rows: RawRow[][]) => void) {
    this.queries = queries;
    this.values = queries.map((query) => query.values.map(toWire));
    this.settle = settle;
    for (let n = 0; n < queries.length; n++) this.rows.push([]);
  }

  submit(connection: Connection): void {
    const wire = connection as WireConnection;
    const known = (wire.parsedByAtrium ??= new Map());
    const messages: Buffer[] = [];
    // Every Parse goes first: when a statement then fails to execute, the prepared ones behind it exist all the same.
    for (const query of this.queries) {
      const state = query.name === "" ? undefined : known.get(query.name);
      if (query.name === "" || state === "parsed") continue;
      if (state === "suspect") messages.push(serialize.close({ type: "S", name: query.name }));
      messages.push(serialize.parse(query));
      known.set(query.name, "parsed");
      this.introduced.push(query.name);
    }
    for (const query of this.queries) {
      if (query.name === "") messages.push(serialize.parse(query));
      messages.push(
        serialize.bind({ statement: query.name, values: query.values.map(toWire) }),
        serialize.execute(),
      );
    }
    messages.push(serialize.sync());
    // One write for all: a list of small ones costs the kernel more than copying them together.
    wire.stream.write(Buffer.concat(messages));
  }

  handleRowDescription(): void {
    // Columns are read by position, so their description is never asked for.
  }

  handleDataRow(message: { fields: RawRow }): void {
    this.rows[this.at]?.push(message.fields);
  }

  handleCommandComplete(): void {
    this.at++;
  }

  handleEmptyQuery(): void {
    this.at++;
  }

  handlePortalSuspended(): void {
    this.at++;
  }

  handleError(error: Error, connection: Connection): void {
    const known = (connection as WireConnection).parsedByAtrium;
    for (const name of this.introduced) known?.set(name, "suspect");
    this.finish(error);
  }

  handleReadyForQuery(): void {
    this.finish(null);
  }

  handleCopyInResponse(connection: Connection & { sendCopyFail?: (message: string) => void }): void {
    connection.sendCopyFail?.("no source of data");
  }

  handleCopyData(): void {
    // A batch never copies.
  }

  private finish(error: Error | null): void {
    if (this.settled) return;
    this.settled = true;
    this.settle(error, this.rows);
  }
}

function toWire(value: Parameter): string | Buffer | null {
  if (value === null || typeof value === "string" || Buffer.isBuffer(value)) return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "t" : "f";
  return arrayLiteral(value as readonly (string | number)[]);
}

function arrayLiteral(values: readonly (string | number)[]): string {
  const items = values.map((value) => `"${String(value).replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`);
  return `{${items.join(",")}}`;
}

export type QueryResults<Q extends readonly Query<unknown>[]> = {
  [K in keyof Q]: Q[K] extends Query<infer R> ? R[] : never;
};

/** Sends `before` and `queries` in one round trip and reads the rows of the queries. */
export function runBatch<const Q extends readonly Query<unknown>[]>(
  client: { query(batch: Batch): unknown },
  queries: Q,
  before: readonly Query<unknown>[] = [],
): Promise<QueryResults<Q>> {
  return new Promise((resolve, reject) => {
    const settle = (error: Error | null, rows: RawRow[][]): void => {
      if (error !== null) return reject(error);
      try {
        const results = queries.map((query, n) => (rows[before.length + n] ?? []).map(query.read));
        // The results stand in the order of the queries; the mapped type says so, map() cannot.
        resolve(results as unknown[] as QueryResults<Q>);
      } catch (cause) {
        reject(cause instanceof Error ? cause : new Error(String(cause)));
      }
    };
    client.query(new Batch([...before, ...queries], settle));
  });
}
