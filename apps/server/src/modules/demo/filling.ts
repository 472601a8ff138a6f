import type { ClientBase } from "pg";

/** For a PostgreSQL that is started to be filled: fewer checkpoints, since each has it log whole pages anew. */
export const settingsForFilling = { max_wal_size: "16GB", checkpoint_timeout: "1h" };

/** Many new rows cost less the longer the list is in which the index of parts keeps what is new. */
export async function lengthenList(client: ClientBase): Promise<void> {
  await client.query("alter index users_parts set (gin_pending_list_limit = 65536)");
}

/** On a connection that fills: what sorting such a list in may take. */
export async function allowSorting(client: ClientBase): Promise<void> {
  await client.query("set work_mem = '256MB'");
}

/** As the schema has it. A filling that was cut short leaves a list that PostgreSQL sorts in by itself. */
export async function shortenList(client: ClientBase): Promise<void> {
  await client.query("alter index users_parts set (gin_pending_list_limit = 256)");
  await client.query("select gin_clean_pending_list('users_parts')");
}
