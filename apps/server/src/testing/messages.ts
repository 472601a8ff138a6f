import { openKeyRing, type KeyRing } from "#kernel/key-ring";
import { createPostgresKeyStore } from "#kernel/key-store-postgres";
import type { Atrium } from "./atrium.ts";
import { testMaster } from "./master.ts";

export type Queued = {
  readonly to: string;
  readonly template: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export function testKeys({ database, clock }: Atrium): Promise<KeyRing> {
  return openKeyRing({ master: testMaster, store: createPostgresKeyStore(database.exclusive), clock });
}

/** What waits to be sent to somebody, oldest first: what their mail program or phone would show. */
export async function messagesTo(atrium: Atrium, to: string): Promise<Queued[]> {
  const keys = await testKeys(atrium);
  const { rows } = await atrium.sql.query<{ id: string; template: string; sealed: string }>(
    "select id, template, sealed from messages where recipient = $1 and sealed is not null order by id",
    [to],
  );
  return rows.map(({ id, template, sealed }) => ({
    to,
    template,
    data: JSON.parse(keys.decrypt("secrets", sealed, id).toString()) as Record<string, unknown>,
  }));
}

/** The newest code that was sent to somebody. */
export async function codeSentTo(atrium: Atrium, to: string): Promise<string> {
  const code = (await messagesTo(atrium, to)).findLast(({ data }) => "code" in data)?.data["code"];
  if (typeof code !== "string") throw new Error(`no code was sent to ${to}`);
  return code;
}
