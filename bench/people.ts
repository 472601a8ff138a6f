import { Client } from "pg";
import { systemClock } from "../apps/server/src/kernel/clock.ts";
import { createIds } from "../apps/server/src/kernel/ids.ts";
import { seedPeople } from "../apps/server/src/modules/demo/index.ts";

/** The organization that is measured and what the loads ask about it. */
export type Named = { first: string; last: string; key: string; email: string; employeeNumber: string };
export type Place = {
  id: string;
  slug: string;
  people: number;
  sample: string[];
  /** People as they are met, so frequent names often. */
  named: Named[];
  /** The role that most people hold. */
  commonRole: string;
};

export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: "atrium bench" });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function peopleOf(
  client: Client,
  slug: string | null,
): Promise<{ id: string; slug: string; people: number } | null> {
  const { rows } = await client.query<{ id: string; slug: string; people: string }>(
    `select o.id, o.slug, coalesce(sum(c.users) filter (where c.status <> 'deleted'), 0) as people
     from organizations o left join user_counts c on c.organization_id = o.id
     where not o.platform and ($1::text is null or o.slug = $1) group by o.id order by people desc limit 1`,
    [slug],
  );
  const [row] = rows;
  return row === undefined ? null : { ...row, people: Number(row.people) };
}

/**
 * Brings the biggest organization to `users` people, with a twentieth more in eleven small ones so that it is not
 * alone in the tables, and leaves the tables as a quiet night would: vacuumed, analyzed, on disk.
 */
export async function fill(url: string, users: number, say: (text: string) => void): Promise<void> {
  const missing = await withClient(
    url,
    async (client) => users - ((await peopleOf(client, null))?.people ?? 0),
  );
  if (missing <= users / 100) return;
  say(`Making ${missing.toLocaleString("en")} people`);
  const clock = systemClock;
  await seedPeople(
    async () => {
      const client = new Client({
        connectionString: url,
        application_name: "atrium bench",
        options: "-c timezone=UTC",
      });
      await client.connect();
      return client;
    },
    {
      users: Math.ceil(missing / 0.95),
      organizations: 12,
      days: 90,
      eventsPerUser: 1,
      seed: "bench",
      now: clock.now(),
      newId: createIds(clock),
      batchSize: 50_000,
      lanes: 2,
      onProgress: (done) => say(`  ${done.users.toLocaleString("en")} people`),
    },
  );
  await withClient(url, async (client) => {
    await client.query("vacuum (analyze)");
    await client.query("checkpoint");
  });
}

export async function findPlace(url: string): Promise<Place> {
  return withClient(url, async (client) => {
    const found = await peopleOf(client, null);
    if (found === null) throw new Error("there is no organization to measure");
    const { rows } = await client.query<{ id: string }>(
      "select id from users where organization_id = $1 and deleted_at is null order by random() limit 10000",
      [found.id],
    );
    const { rows: roles } = await client.query<{ role_id: string }>(
      `select role_id from grants where organization_id = $1 and role_id is not null
       group by role_id order by count(*) desc limit 1`,
      [found.id],
    );
    const { rows: named } = await client.query<Named>(
      `select first_name as first, last_name as last, last_key as key, email, employee_number as "employeeNumber"
       from users where organization_id = $1 and deleted_at is null and first_name is not null
         and last_name is not null and employee_number is not null order by random() limit 2000`,
      [found.id],
    );
    return { ...found, sample: rows.map(({ id }) => id), named, commonRole: roles[0]?.role_id ?? found.id };
  });
}

/** What the bare server wrote stands outside of the audit log, so it does not stay, nor do its remains in the indexes. */
export async function removeBareRows(url: string): Promise<void> {
  await withClient(url, async (client) => {
    // Nothing refers to them, which PostgreSQL would otherwise look up row by row.
    await client.query("begin; set local session_replication_role = replica");
    await client.query(
      `with gone as (delete from users where source = 'bench' returning organization_id, status)
       insert into user_counts as c (organization_id, status, shard, users)
         select organization_id, status, 0, -count(*) from gone group by organization_id, status
         on conflict (organization_id, status, shard) do update set users = c.users + excluded.users`,
    );
    await client.query("commit");
    await client.query("vacuum (analyze) users");
  });
}
