import { formatId } from "@atrium/contracts";
import type { BenchOptions } from "./options.ts";
import { withClient } from "./people.ts";
import { signIn } from "./sign-in.ts";
import { withStage, type Served, type Stage } from "./stage.ts";
import { median } from "./statistics.ts";
import { short, whole } from "./table.ts";

/** What a change of a role that everybody holds writes, and when it is in force on two nodes. */
const slug = "bench-everybody";
const permission = "users:read";
const askedPeople = 20;
const patienceMs = 10_000;
const claims = { rows: 10, milliseconds: 1000 };

type Ask = (
  served: Served,
  method: string,
  path: string,
  sent?: { body: object; version?: number },
) => Promise<unknown>;

async function asker(stage: Stage): Promise<Ask> {
  const { headers } = await signIn(stage);
  return async ({ port }, method, path, sent) => {
    const { body, version } = sent ?? {};
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: {
        ...headers,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...(version === undefined ? {} : { "if-match": `"${version}"` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<unknown>;
  };
}

/**
 * Gives the role to everybody at once, as no call would: this is about what comes after. Without triggers, which would
 * tell each person's row of it: a change of the role reads the grants.
 */
async function giveToAll(stage: Stage): Promise<number> {
  return withClient(stage.databaseUrl, async (client) => {
    await client.query("set session_replication_role = replica");
    const given = await client.query(
      `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, source, created_at)
       select u.organization_id, gen_random_uuid(), 'user', u.id, r.id, 'organization', 'bench', now()
       from users u join roles r on r.organization_id = u.organization_id and r.slug = $2
       where u.organization_id = $1 and u.deleted_at is null`,
      [stage.place.id, slug],
    );
    await client.query("analyze grants");
    return given.rowCount ?? 0;
  });
}

/** Nothing of it stays: data that was kept serves other runs. */
const removeOld = (stage: Stage): Promise<void> =>
  withClient(stage.databaseUrl, async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query("delete from grants where source = 'bench'");
    await client.query("delete from roles where slug = $1", [slug]);
  });

/** Some who have no role but that of everybody; their groups may still give them more. */
const ordinaryPeople = (stage: Stage): Promise<string[]> =>
  withClient(stage.databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `select id from users where organization_id = $1 and status = 'active' and roles = '{user}'
       order by random() limit $2`,
      [stage.place.id, askedPeople * 10],
    );
    return rows.map(({ id }) => formatId("user", id));
  });

const writtenRows = (stage: Stage): Promise<number> =>
  withClient(stage.databaseUrl, async (client) => {
    // A backend that rests tells its counts within ten seconds.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    const { rows } = await client.query<{ written: string }>(
      `select sum(n_tup_ins + n_tup_upd + n_tup_del) as written from pg_stat_user_tables
       where relname in ('roles', 'role_parents', 'role_closure', 'role_versions', 'grants', 'users', 'user_counts')`,
    );
    return Number(rows[0]?.written ?? 0);
  });

export async function measureRoleChange(
  options: BenchOptions,
  say: (text: string) => void,
): Promise<{ text: string; holds: boolean }> {
  return withStage(options, say, async (stage) => {
    const other = await stage.anotherNode();
    const ask = await asker(stage);
    const check = async (node: Served, subject: string): Promise<boolean> => {
      const path = `/access/check?permission=${permission}&subject=${subject}`;
      return ((await ask(node, "GET", path)) as { allowed: boolean }).allowed;
    };
    const people: string[] = [];
    for (const each of await ordinaryPeople(stage)) {
      if (people.length < askedPeople && !(await check(stage.ours, each))) people.push(each);
    }
    say("Giving a role to everybody");
    await removeOld(stage);
    await ask(stage.ours, "POST", "/roles", {
      body: { slug, name: "Everybody", permissions: [permission] },
    });
    const holders = await giveToAll(stage);
    const nodes = [stage.ours, other];
    const answers = async (): Promise<boolean[]> =>
      Promise.all(nodes.flatMap((node) => people.map((subject) => check(node, subject))));
    await answers();

    const before = await writtenRows(stage);
    const took: number[] = [];
    const changes = options.repeats * 2;
    for (let n = 0; n < changes; n++) {
      const allowed = n % 2 === 1;
      const { version } = (await ask(stage.ours, "GET", `/roles/${slug}`)) as { version: number };
      const since = performance.now();
      await ask(stage.ours, "PATCH", `/roles/${slug}`, {
        body: { permissions: allowed ? [permission] : [], holders: "keep" },
        version,
      });
      while (!(await answers()).every((each) => each === allowed)) {
        if (performance.now() - since > patienceMs) throw new Error("the change did not reach both nodes");
      }
      took.push(performance.now() - since);
    }
    const rows = ((await writtenRows(stage)) - before) / changes;
    const slowest = Math.max(...took);
    await removeOld(stage);
    return {
      holds: rows <= claims.rows && slowest <= claims.milliseconds,
      text: `A role that ${whole(holders)} people hold was changed ${changes} times, each time asked of ${people.length} people on two nodes.
Rows written a change: ${short(rows)} (${claims.rows} is the claim), its event aside.
From the call to the new answer for all of them on both nodes: median ${short(median(took))} ms, slowest ${short(slowest)} ms (${whole(claims.milliseconds)} is the claim).`,
    };
  });
}
