import type { ClientBase } from "pg";
import type { NewId } from "#kernel/ids";
import { ensureSystemRoles } from "#modules/roles";
import { writeBatch } from "./batch.ts";
import { companies, type Company } from "./companies.ts";
import { readCultures } from "./names.ts";
import { openOrganization, type Run } from "./organization.ts";
import { between, createRandom } from "./random.ts";
import { standingOf } from "./standing.ts";
import { inTransaction } from "./transaction.ts";
import { day } from "./working-time.ts";
import { writeStructure } from "./write-structure.ts";

export type DemoOptions = {
  platformOrganizationId: string;
  organizations: number;
  users: number;
  days: number;
  now: Date;
  newId: NewId;
  /** The same seed makes up the same people. */
  seed: string;
  onProgress?: (done: { users: number; of: number }) => void | Promise<void>;
};

/** Addresses of one organization: a name that is taken gets a number. */
function addressBook(): (wanted: string) => string {
  const taken = new Map<string, number>();
  return (wanted) => {
    const times = (taken.get(wanted) ?? 0) + 1;
    taken.set(wanted, times);
    return times === 1 ? wanted : `${wanted}${times}`;
  };
}

/** The first organization has half of all people, the others less and less, each at least its owner. */
export function sizes(users: number, organizations: number): number[] {
  if (organizations < 1 || users < organizations)
    throw new Error("every organization needs at least one person");
  const weights = Array.from({ length: organizations }, (_, n) => (n === 0 ? 0 : 1 / (n + 2)));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const rest = sum === 0 ? 0 : Math.max(organizations - 1, Math.floor(users / 2));
  const others = weights
    .slice(1)
    .map((weight) => 1 + Math.floor((weight / sum) * (rest - organizations + 1)));
  return [users - others.reduce((all, size) => all + size, 0), ...others];
}

async function freeCompanies(client: ClientBase, count: number): Promise<Company[]> {
  const { rows } = await client.query<{ slug: string }>("select slug from organizations");
  const taken = new Set(rows.map(({ slug }) => slug));
  return companies(count + taken.size)
    .filter(({ slug }) => !taken.has(slug))
    .slice(0, count);
}

/** Fills a platform with customer organizations, their people and what happened of late; all of it or nothing. */
export async function writeDemo(
  client: ClientBase,
  options: DemoOptions,
): Promise<{ organizations: string[]; users: number; events: number }> {
  const { now, newId, seed, onProgress } = options;
  const random = createRandom(seed, "organizations");
  return inTransaction(client, async () => {
    // A connection that serves requests is impatient; a table filled in one statement takes its time.
    await client.query("set local statement_timeout = 0");
    await client.query("select ensure_event_partitions($1, $2)", [
      new Date(now.getTime() - (options.days + 1) * day),
      now,
    ]);
    const run: Run = {
      seed,
      now: now.getTime(),
      days: options.days,
      cultures: readCultures(),
      roleIds: await ensureSystemRoles(client, now, newId),
      telling: { joinings: "recent", changes: true, signIns: null },
    };
    const done = { organizations: [] as string[], users: 0, events: 0 };
    const of = sizes(options.users, options.organizations);
    for (const [n, company] of (await freeCompanies(client, of.length)).entries()) {
      const age = n === 0 ? 3 * 365 : between(random, 40, 3 * 365);
      const address = addressBook();
      const createdAt = Math.floor(run.now - age * day);
      const standing = standingOf(n);
      const above = standing.below === null ? undefined : done.organizations[standing.below];
      const from = { parentId: above ?? options.platformOrganizationId, createdAt, address, standing };
      const { opened, events } = await openOrganization(client, run, company, from);
      const count = (of[n] ?? 1) - 1;
      const batch = { organization: opened, first: 0, count, of: count };
      const written = await writeBatch(client, run, batch, address);
      const platformId = options.platformOrganizationId;
      const told = await writeStructure(client, run, { organization: opened, platformId });
      done.organizations.push(opened.id);
      done.users += 1 + written.users;
      done.events += events + written.events + told;
      await onProgress?.({ users: done.users, of: options.users });
    }
    return done;
  });
}
