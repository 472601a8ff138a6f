import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { createIds } from "#kernel/ids";
import { recomputeChain } from "./chain.fixture.ts";
import { rowsOf, startDatabase } from "./database.fixture.ts";
import { ensurePlatform } from "./open-for-seed.ts";
import { sizes, writeDemo } from "./write-demo.ts";

const clock = fixedClock("2026-03-20T15:00:00Z");
const newId = createIds(clock);
let client: Client;
let stop: () => Promise<void>;
let made: Awaited<ReturnType<typeof writeDemo>>;

async function write(users: number, organizations: number, seed: string) {
  const platformOrganizationId = await ensurePlatform(client, clock.now(), newId);
  const options = { platformOrganizationId, organizations, users, days: 90, now: clock.now(), newId, seed };
  return writeDemo(client, options);
}

beforeAll(async () => {
  ({ client, stop } = await startDatabase());
  made = await write(2000, 12, "first");
}, 120_000);
afterAll(async () => stop());

describe("the demo company", () => {
  it("has twelve organizations below the platform, the first with half of all people", async () => {
    const counts = await rowsOf<{ users: number }>(
      client,
      `select count(*)::int as users from organizations o join users u on u.organization_id = o.id
       where not o.platform group by o.id order by 1 desc`,
    );
    expect(counts).toHaveLength(12);
    expect(counts.reduce((sum, { users }) => sum + users, 0)).toBe(2000);
    expect(counts[0]?.users).toBeGreaterThan(900);
    expect(counts[1]?.users).toBeLessThan(300);
    expect(made).toMatchObject({ users: 2000 });
  });

  it("agrees with the counters that the triggers keep", async () => {
    const differing = await rowsOf(
      client,
      `select * from (select organization_id, status, count(*) as n from users group by 1, 2) counted
       full join (select organization_id, status, sum(users) as n from user_counts group by 1, 2) kept
         using (organization_id, status) where counted.n is distinct from kept.n`,
    );
    expect(differing).toEqual([]);
  });

  it("asks something of who is new, in each organization once", async () => {
    const checklists = await rowsOf(client, "select count(*)::int as n from onboarding_checklists");
    expect(checklists).toEqual([{ n: 12 }]);
  });

  it("knows everybody's roles as their grants give them", async () => {
    const differing = await rowsOf(
      client,
      `select u.id from users u where u.roles <> array(
         select distinct r.slug from grants g join roles r on r.id = g.role_id
         where g.organization_id = u.organization_id and g.subject_id = u.id and g.scope = 'organization' order by 1)`,
    );
    expect(differing).toEqual([]);
  });

  it("gives each organization one owner and the biggest one of every other role", async () => {
    const owners = await rowsOf<{ n: number }>(
      client,
      "select count(*)::int as n from users where roles @> '{super-admin}' and status = 'active' group by organization_id",
    );
    expect(owners.map(({ n }) => n)).toEqual(Array.from({ length: 12 }, () => 1));
    const roles = await rowsOf<{ role: string }>(
      client,
      `select distinct unnest(roles) as role from users where organization_id = '${made.organizations[0]}' order by 1`,
    );
    expect(roles.map(({ role }) => role)).toEqual([
      "admin",
      "auditor",
      "editor",
      "manager",
      "super-admin",
      "user",
    ]);
  });

  it("has managers that form a tree below the owner", async () => {
    const [tree] = await rowsOf<{ people: number; reached: number; reports: number }>(
      client,
      `with recursive below as (
         select organization_id, id from users where manager_id is null
         union all select u.organization_id, u.id from users u join below b
           on u.organization_id = b.organization_id and u.manager_id = b.id
       ) select (select count(*)::int from users) as people, count(*)::int as reached,
           (select count(*)::int from users where manager_id is null) as reports from below`,
    );
    expect(tree).toEqual({ people: 2000, reached: 2000, reports: 12 });
  });

  it("has groups in a tree that agree with their people, some by a rule that finds just them", async () => {
    const [tree] = await rowsOf<Record<string, number>>(
      client,
      `select count(*)::int as groups, count(*) filter (where rule is not null)::int as ruled,
         (select max(depth)::int from group_closure) as depth,
         (select count(*)::int from users u where department is not null
            and not exists (select 1 from group_members m where m.user_id = u.id)) as nowhere,
         (select sum(members)::int from group_sizes) - (select count(*)::int from group_members) as miscounted
       from groups where organization_id = '${made.organizations[0]}'`,
    );
    expect(tree).toMatchObject({ ruled: 2, depth: 2, nowhere: 0, miscounted: 0 });
    expect(tree?.["groups"]).toBeGreaterThan(30);
    const differing = await rowsOf(
      client,
      `select u.id from users u join groups g on g.organization_id = u.organization_id and g.slug = 'first-aiders'
       left join group_members m on m.group_id = g.id and m.user_id = u.id
       where (m.user_id is not null) <> (u.tags @> '{first-aider}' and u.status = 'active')`,
    );
    expect(differing).toEqual([]);
  });

  it("has roles of its own, and rights of every kind to ask about", async () => {
    const kinds = await rowsOf<{ kind: string }>(
      client,
      `select distinct concat_ws(' ', subject_type, coalesce(r.slug, g.permission), g.scope,
           case when valid_until is not null then 'ending' end) as kind
       from grants g left join roles r on r.id = g.role_id
       where g.organization_id = '${made.organizations[0]}' and (subject_type <> 'user' or reason is not null) order by 1`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      "group api_keys:read organization",
      "group auditor organization",
      "group manager organization",
      "group service-desk organization",
      "service_account users:read organization",
      "user auditor organization ending",
      "user department-head group",
      "user sessions:end organization ending",
    ]);
    const reach = await rowsOf(
      client,
      `select distinct a.slug from role_closure c join roles r on r.id = c.role_id join roles a on a.id = c.ancestor_id
       where r.slug = 'department-head' order by 1`,
    );
    expect(reach).toEqual([{ slug: "editor" }, { slug: "team-lead" }]);
  });

  it("has about 88 of 100 people active and every status in use", async () => {
    const shares = await rowsOf<{ status: string; share: number }>(
      client,
      "select status, count(*)::float / 2000 as share from users group by 1 order by 2 desc",
    );
    expect(shares.map(({ status }) => status).sort()).toEqual(["active", "inactive", "pending", "suspended"]);
    expect(shares[0]?.status).toBe("active");
    expect(Math.abs((shares[0]?.share ?? 0) - 0.88)).toBeLessThan(0.04);
  });

  it("keeps times in order and addresses where no mail goes", async () => {
    const odd = await rowsOf(
      client,
      `select id from users where created_at > '2026-03-20T15:00:00Z' or last_login_at > '2026-03-20T15:00:00Z'
         or last_login_at < created_at or updated_at < created_at or email !~ '^[a-z0-9.]+@[a-z0-9-]+[.]example$'
         or (status = 'pending' and last_login_at is not null)
         or substr(id::text, 1, 13) <> substr(uuid_floor(created_at)::text, 1, 13)`,
    );
    expect(odd).toEqual([]);
  });

  it("tells the last sign-in of everyone who was here within the window", async () => {
    const untold = await rowsOf(
      client,
      `select u.id from users u where u.last_login_at >= '2025-12-20T15:00:00Z' and not exists (
         select 1 from events e where e.organization_id = u.organization_id and e.actor_id = u.id
           and e.name = 'session.started' and e.occurred_at = u.last_login_at)`,
    );
    expect(untold).toEqual([]);
  });

  it("has a chain in every organization that can be recomputed from the tables", async () => {
    const lengths = [];
    for (const id of made.organizations) lengths.push(await recomputeChain(client, id));
    expect(lengths.every((length) => typeof length === "number" && length > 10)).toBe(true);
    expect(lengths.reduce<number>((sum, length) => sum + Number(length), 0)).toBe(made.events);
    expect(await rowsOf(client, "select 1 from outbox")).toEqual([]);
  });

  it("is the same for the same seed, another for another", async () => {
    const people = `select string_agg(concat_ws(',', id, email, display_name, manager_id, status, roles, updated_by), ';'
        order by id) as people, (select count(*)::int from events) as events from users`;
    const tell = async (seed: string): Promise<unknown> => {
      await client.query(
        "truncate organizations, users, ungrouped_users, events, event_seals, outbox cascade",
      );
      await write(120, 3, seed);
      return (await rowsOf(client, people))[0];
    };
    const first = await tell("one");
    expect(await tell("one")).toEqual(first);
    expect(await tell("two")).not.toEqual(first);
  });

  it("leaves nothing behind when it cannot be finished", async () => {
    const before = await rowsOf(client, "select count(*) from organizations");
    await expect(write(2, 3, "few")).rejects.toThrow("at least one person");
    expect(await rowsOf(client, "select count(*) from organizations")).toEqual(before);
  });
});

describe("sizes of organizations", () => {
  it("add up to everybody, even where there is hardly anybody", () => {
    for (const [users, organizations] of [[2000, 12], [12, 12], [13, 12], [1, 1], [50, 7]] as const) {
      const all = sizes(users, organizations);
      expect(all).toHaveLength(organizations);
      expect(Math.min(...all)).toBeGreaterThan(0);
      expect(all.reduce((sum, size) => sum + size, 0)).toBe(users);
    }
  }); // prettier-ignore
});
