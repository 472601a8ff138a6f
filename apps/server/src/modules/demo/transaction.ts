import type { ClientBase } from "pg";

export async function inTransaction<T>(client: ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query("begin");
  try {
    const result = await work();
    await client.query("commit");
    return result;
  } catch (cause) {
    // The cause is the story, even where the connection is gone and cannot roll back.
    await client.query("rollback").catch(() => undefined);
    throw cause;
  }
}
