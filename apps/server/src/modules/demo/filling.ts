import type { ClientBase } from "pg";

/** For a PostgreSQL that is started to be filled: fewer checkpoints, since each has it log whole pages anew. */
export const settingsForFilling = { max_wal_size: "16GB", checkpoint_timeout: "1h" };

/**
 * The index of parts writes each row at once, so that no search has a list to read. Many rows cost far less when they
 * wait in that list and are sorted in together; PostgreSQL itself clears it, should the filling be cut short.
 */
export async function collectParts(client: ClientBase): Promise<void> {
  await client.query("alter index users_parts set (fastupdate = on)");
}

/** On a connection that fills: how much of the list may wait, and what sorting it in may take. */
export async function allowLongLists(client: ClientBase): Promise<void> {
  await client.query("set gin_pending_list_limit = '64MB'");
  await client.query("set work_mem = '256MB'");
}

export async function sortPartsIn(client: ClientBase): Promise<void> {
  await client.query("set maintenance_work_mem = '512MB'");
  await client.query("select gin_clean_pending_list('users_parts')");
  await client.query("alter index users_parts set (fastupdate = off)");
}
