import { openJobs } from "/work/main/apps/server/src/kernel/jobs/jobs.fixture.ts";
import { claimJobs } from "/work/main/apps/server/src/kernel/jobs/statements.ts";
const j = await openJobs();
const big = await j.addOrganization();
await j.client.query(
  `insert into organizations (id, slug, name, name_key, created_at, updated_at) select gen_random_uuid(), 's'||n, 's', 's', now(), now() from generate_series(1,1000) n`,
);
await j.client.query(
  `insert into jobs (organization_id, id, kind, run_at, created_at) select $1, gen_random_uuid(), 'a', now() - interval '1 hour', now() from generate_series(1,100000)`,
  [big],
);
await j.client.query(
  `insert into jobs (organization_id, id, kind, run_at, created_at, state, finished_at) select o.id, gen_random_uuid(), 'a', now() - interval '1 hour', now(), 'succeeded', now() from organizations o, generate_series(1,300)`,
);
await j.client.query(
  `insert into jobs (organization_id, id, kind, run_at, created_at) select o.id, gen_random_uuid(), 'a', now() - interval '1 hour', now() from organizations o limit 500`,
);
await j.client.query("vacuum analyze jobs");
async function bench(label: string) {
  let after = "00000000-0000-0000-0000-000000000000";
  const times: number[] = [];
  const orgs = new Set<string>();
  let bigs = 0;
  for (let n = 0; n < 100; n++) {
    const t = performance.now();
    const rows = await j.database
      .asSystem()
      .query(claimJobs("w", new Date().toISOString(), 30000, ["a"], after, n % 2 ? [big] : [], 4, 50));
    times.push(performance.now() - t);
    for (const r of rows) {
      orgs.add(r.organizationId);
      if (r.organizationId === big) bigs++;
    }
    after =
      rows
        .map((r) => r.organizationId)
        .toSorted()
        .at(-1) ?? "00000000-0000-0000-0000-000000000000";
  }
  times.sort((a, b) => a - b);
  console.log(
    label,
    "p50",
    times[50]!.toFixed(2),
    "p95",
    times[95]!.toFixed(2),
    "orgs",
    orgs.size,
    "bigs",
    bigs,
  );
}
await bench("as is");
await bench("as is");
await j.client.query(
  "create index jobs_due_fair on jobs (organization_id, run_at, id) where state = 'queued'; ",
);
await j.client.query("drop index jobs_due; ");
await j.client.query("analyze jobs");
await bench("fair index");
await bench("fair index");
await j.close();
process.exit(0);
