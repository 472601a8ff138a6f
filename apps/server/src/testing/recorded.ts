import type { Atrium } from "./atrium.ts";

export type Recorded = {
  readonly organization: string;
  readonly name: string;
  readonly actorType: string;
  readonly actor: string | null;
  readonly targetType: string;
  readonly target: string | null;
  readonly changes: readonly { field: string; before: unknown; after: unknown }[];
  readonly reason: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  readonly ip: string | null;
};

/** What a call recorded anywhere on the platform, read behind the program's back. */
export async function recordedBy<T>(atrium: Atrium, call: () => Promise<T>): Promise<[T, Recorded[]]> {
  const seen = new Set(await ids(atrium));
  const result = await call();
  await atrium.app.relay.idle();
  const fresh = (await ids(atrium)).filter((id) => !seen.has(id));
  const { rows } = await atrium.sql.query<Recorded>(
    `select organization_id as organization, name, actor_type as "actorType", actor_id as actor,
       target_type as "targetType", target_id as target, changes, reason, data, request_id as "requestId", ip
     from events where id = any($1) order by id`,
    [fresh],
  );
  return [result, rows];
}

async function ids({ sql }: Atrium): Promise<string[]> {
  const { rows } = await sql.query<{ id: string }>("select id from events");
  return rows.map(({ id }) => id);
}
