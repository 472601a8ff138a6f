import type { QueryResults } from "./batch.ts";
import type { Query } from "./statement.ts";

/** Runs reads. One bound to an organization sees the rows of that organization alone: PostgreSQL holds it to that. */
export type Reader = {
  query<R>(query: Query<R>): Promise<R[]>;
  /** Several reads in one round trip, on one snapshot of each statement. */
  queries<const Q extends readonly Query<unknown>[]>(...queries: Q): Promise<QueryResults<Q>>;
};
