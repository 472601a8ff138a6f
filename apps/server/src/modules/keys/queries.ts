import { command } from "#kernel/db/statement";

/** Two who rotate at once aim at the same id: one of them fails, and the purpose has one new key. */
export const insertKey = command<[id: string, purpose: string, wrapped: Buffer, at: string]>(
  "insert into crypto_keys (id, purpose, wrapped, created_at) values ($1, $2, $3, $4)",
);
export const retireKeys = command<[ids: readonly string[], at: string]>(
  "update crypto_keys set retired_at = $2 where id = any($1) and retired_at is null",
);
