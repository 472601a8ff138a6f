import type { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixedClock } from "#kernel/clock";
import { createIds } from "#kernel/ids";
import { recomputeChain } from "./chain.fixture.ts";
import { rowsOf, startDatabase } from "./database.fixture.ts";
import { seedPeople, shares, type SeedOptions } from "./seed-people.ts";

const clock = fixedClock("2026-03-20T15:00:00Z");
const options: SeedOptions = {
  users: 5000,
  organizations: 3,
  days: 90,
  eventsPerUser: 2,
  seed: "people",
  now: clock.now(),
  newId: createIds(clock),
  batchSize: 1000,
  lanes: 2,
};
let client: Client;
let connect: () => Promise<Client>;
let stop: () => Promise<void>;

beforeAll(async () => {
  ({ client, connect, stop } = await startDatabase());
}, 120_000);
afterAll(async () => stop());

async function organizationsBySize(): Promise<{ id: string; users: number; owners: number }[]> {
  return rowsOf(
    client,
    `select organization_id as id, count(*)::int as users,
       count(*) filter (where roles @> '{super-admin}')::int as owners
     from users group by 1 order by 2 desc`,
  );
}

describe("seeding people", { timeout: 120_000 }, () => {
  it("puts nearly everybody into one organization and counts them right", async () => {
    const done = await seedPeople(connect, options);
    expect(done).toMatchObject({ users: 5000, organizations: 3 });
    const organizations = await organizationsBySize();
    expect(organizations.map(({ users, owners }) => [users, owners])).toEqual([
      [4750, 1],
      [125, 1],
      [125, 1],
    ]);
    const kept = await rowsOf(client, "select sum(users)::int as users from user_counts");
    expect(kept).toEqual([{ users: 5000 }]);
  });

  it("leaves the index of parts as a search wants it, with nothing waiting to be sorted in", async () => {
    const kept = await rowsOf(client, `select reloptions from pg_class where relname = 'users_parts'`);
    expect(kept).toEqual([{ reloptions: ["fastupdate=on", "gin_pending_list_limit=256"] }]);
    const waiting = await rowsOf(client, "select gin_clean_pending_list('users_parts')::int as pages");
    expect(waiting).toEqual([{ pages: 0 }]);
  });

  it("tells of everybody's joining in a chain that holds, though two connections wrote it", async () => {
    const told = await rowsOf(client, "select count(*)::int as n from events where name = 'user.created'");
    expect(told).toEqual([{ n: 5000 }]);
    for (const { id } of await organizationsBySize())
      expect(await recomputeChain(client, id)).toBeGreaterThan(125);
  });

  it("adds more people to the same organizations when run again, behind the same chain", async () => {
    const now = new Date(clock.now().getTime() + 60_000);
    const done = await seedPeople(connect, { ...options, users: 1000, organizations: 1, now, lanes: 1 });
    expect(done).toMatchObject({ users: 1000, organizations: 1 });
    const [biggest] = await organizationsBySize();
    expect(biggest).toMatchObject({ users: 5750, owners: 1 });
    expect(await recomputeChain(client, biggest?.id ?? "")).toBeGreaterThan(5750);
  });

  it("has put everybody into a group, those of a later run too, and makes no group twice", async () => {
    const [state] = await rowsOf(
      client,
      `select (select count(*)::int from users u where department is not null
          and not exists (select 1 from group_members m where m.user_id = u.id)) as nowhere,
         (select count(*)::int from groups) - (select count(distinct (organization_id, slug))::int from groups) as twice,
         (select sum(members)::int from group_sizes) - (select count(*)::int from group_members) as miscounted`,
    );
    expect(state).toEqual({ nowhere: 0, twice: 0, miscounted: 0 });
  });

  it("keeps whole batches when it is interrupted, and goes on in a later run", async () => {
    const now = new Date(clock.now().getTime() + 120_000);
    const interruption = new AbortController();
    const cut = seedPeople(connect, {
      ...options,
      users: 3000,
      organizations: 1,
      now,
      signal: interruption.signal,
      onProgress: () => interruption.abort(new Error("interrupted")),
    });
    await expect(cut).rejects.toThrow("interrupted");
    const [before] = await organizationsBySize();
    expect([6750, 7750]).toContain(before?.users);
    const later = new Date(now.getTime() + 60_000);
    await seedPeople(connect, { ...options, users: 500, organizations: 1, now: later });
    const [after] = await organizationsBySize();
    expect(after?.users).toBe((before?.users ?? 0) + 500);
    expect(await recomputeChain(client, after?.id ?? "")).toBeGreaterThan(7000);
  });
});

describe("shares of organizations", () => {
  it("add up to everybody", () => {
    expect(shares(1_000_000, 1)).toEqual([1_000_000]);
    expect(shares(1000, 6)).toEqual([950, 10, 10, 10, 10, 10]);
    expect(shares(3, 3).reduce((sum, share) => sum + share, 0)).toBe(3);
  });
});
