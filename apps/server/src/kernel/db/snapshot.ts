import { runBatch } from "./batch.ts";
import type { Database } from "./database.ts";
import { command, dynamicQuery, type Parameter, type RawRow } from "./statement.ts";

const rowsAtOnce = 250;

const begin = command<[]>("begin isolation level repeatable read read only");
const enter = command<[string]>(
  `select set_config('role', 'atrium_tenant', true), set_config('atrium.organization_id', $1, true),
     set_config('idle_in_transaction_session_timeout', '0', true)`,
);
const fetchRows = dynamicQuery(`fetch forward ${rowsAtOnce} from chosen`, [], (row): RawRow => row);
const end = command<[]>("rollback");

/**
 * Reads any number of rows of one organization as they were at one moment, some hundred at a time, over a connection of
 * its own. The next are on their way while the last are looked at, and no more: whoever reads slowly is waited for.
 */
export function readSnapshot<T>(
  database: Database,
  organizationId: string,
  select: { readonly text: string; readonly values: readonly Parameter[] },
  work: (batches: AsyncIterable<readonly RawRow[]>) => Promise<T>,
): Promise<T> {
  return database.exclusive(async (client) => {
    const declare = dynamicQuery(
      `declare chosen no scroll cursor for ${select.text}`,
      select.values,
      () => undefined,
    );
    // Alone: statements that travel with it would be read before it, and the snapshot be taken too early.
    await runBatch(client, [begin()], []);
    await runBatch(client, [enter(organizationId), declare], []);
    const take = async (): Promise<readonly RawRow[]> => (await runBatch(client, [fetchRows], []))[0];
    async function* batches(): AsyncGenerator<readonly RawRow[]> {
      let coming = take();
      for (;;) {
        const rows = await coming;
        if (rows.length === 0) return;
        coming = take();
        // Told of where it is awaited; until then it must not count as nobody's.
        coming.catch(() => undefined);
        yield rows;
      }
    }
    const result = await work(batches());
    await runBatch(client, [end()], []);
    return result;
  });
}
