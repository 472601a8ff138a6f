import type { Client } from "pg";
import type { KeyStore } from "./key-store.ts";

type Row = {
  id: string;
  purpose: string;
  wrapped: Buffer;
  created_at: string | Date;
  retired_at: string | Date | null;
};

/** Keys in crypto_keys. Used at the start and once in a while, so it speaks to a plain client. */
export function createPostgresKeyStore(
  exclusive: <T>(work: (client: Client) => Promise<T>) => Promise<T>,
): KeyStore {
  return {
    load: () =>
      exclusive(async (client) => {
        const { rows } = await client.query<Row>(
          "select id, purpose, wrapped, created_at, retired_at from crypto_keys",
        );
        return rows.map((row) => ({
          id: row.id,
          purpose: row.purpose,
          wrapped: row.wrapped,
          createdAt: new Date(row.created_at),
          retiredAt: row.retired_at === null ? null : new Date(row.retired_at),
        }));
      }),
    insertIfAbsent: (key) =>
      exclusive(async (client) => {
        await client.query(
          "insert into crypto_keys (id, purpose, wrapped, created_at, retired_at) values ($1, $2, $3, $4, $5) on conflict do nothing",
          [key.id, key.purpose, key.wrapped, key.createdAt, key.retiredAt],
        );
      }),
    replaceWrapped: (keys) =>
      exclusive(async (client) => {
        await client.query(
          "update crypto_keys k set wrapped = decode(t.wrapped, 'hex') from unnest($1::text[], $2::text[]) as t (id, wrapped) where k.id = t.id",
          [keys.map(({ id }) => id), keys.map(({ wrapped }) => wrapped.toString("hex"))],
        );
      }),
    retire: (ids, retiredAt) =>
      exclusive(async (client) => {
        await client.query(
          "update crypto_keys set retired_at = $2 where id = any($1) and retired_at is null",
          [ids, retiredAt],
        );
      }),
  };
}
