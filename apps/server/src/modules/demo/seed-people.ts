import type { Client, ClientBase } from "pg";
import type { NewId } from "#kernel/ids";
import { ensureSystemRoles } from "#modules/roles";
import { writeBatch, type Batch } from "./batch.ts";
import { readCultures } from "./names.ts";
import { ensurePlatform, openForSeed } from "./open-for-seed.ts";
import type { Opened, Run } from "./organization.ts";
import { allowSorting, lengthenList, shortenList } from "./filling.ts";
import { inTransaction } from "./transaction.ts";
import { day } from "./working-time.ts";
import { writeStructure } from "./write-structure.ts";

export type SeedOptions = {
  users: number;
  organizations: number;
  days: number;
  /** 0: none, 1: everyone's joining, more: sign-ins of the last days as well. */
  eventsPerUser: number;
  seed: string;
  now: Date;
  newId: NewId;
  /** Rows of a transaction. */
  batchSize: number;
  /** Connections that fill at the same time. */
  lanes: number;
  /** Ends the run between two batches. */
  signal?: AbortSignal;
  onProgress?: (done: Seeded) => void;
};
export type Seeded = { users: number; events: number; organizations: number };

/** Nearly everybody is in the first organization, so that its list is a long one. */
export function shares(users: number, organizations: number): number[] {
  const others = Math.floor(users / 20 / Math.max(1, organizations - 1));
  return Array.from({ length: organizations }, (_, n) =>
    n === 0 ? users - others * (organizations - 1) : others,
  );
}

/** The first batch is a small one: the plans for the others are made when something is there to plan by. */
const firstBatch = 1000;

function batchesOf(organizations: readonly Opened[], users: number, batchSize: number): Batch[] {
  const counts = shares(users, organizations.length);
  const start = Math.min(firstBatch, batchSize);
  return organizations.flatMap((organization, n) => {
    // Its owner is there already where this run has made it.
    const of = Math.max(0, (counts[n] ?? 0) - (organization.isNew ? 1 : 0));
    const batches: Batch[] = [];
    for (let first = 0; first < of; first += batches.at(-1)?.count ?? of) {
      const count = Math.min(n === 0 && first === 0 ? start : batchSize, of - first);
      batches.push({ organization, first, count, of });
    }
    return batches;
  });
}

const tables = ["organizations", "users", "grants", "events", "event_seals", "group_members"];

/** Plans made while a table was empty are poor ones; statistics make PostgreSQL plan again. */
async function analyze(client: ClientBase): Promise<void> {
  for (const table of tables) await client.query(`analyze ${table}`);
}

/**
 * Adds many people to the platform's first customers. Each batch is a transaction with its people, their grants, their
 * events and the places of these in the chain, so what is there after an interruption is whole, and a later run goes on
 * behind it.
 */
export async function seedPeople(connect: () => Promise<Client>, options: SeedOptions): Promise<Seeded> {
  const { now, newId, days } = options;
  const run: Omit<Run, "roleIds"> = {
    // Two runs with one seed make up different people: the second begins behind the numbers of the first.
    seed: `${options.seed} ${now.getTime()}`,
    now: now.getTime(),
    days,
    cultures: readCultures(),
    telling: {
      joinings: options.eventsPerUser > 0 ? "all" : "none",
      changes: false,
      signIns: Math.max(0, options.eventsPerUser - 1),
    },
  };
  const address = (wanted: string, number: number): string => `${wanted}${number}`;
  const clients: Client[] = [];
  const open = async (): Promise<Client> => {
    const client = await connect();
    clients.push(client);
    // A crash may lose the last batches, never a part of one.
    await client.query("set synchronous_commit = off");
    await allowSorting(client);
    return client;
  };
  try {
    const first = await open();
    const parentId = await ensurePlatform(first, now, newId);
    const whole: Run = { ...run, roleIds: await ensureSystemRoles(first, now, newId) };
    await lengthenList(first);
    await first.query("select ensure_event_partitions($1, $2)", [
      new Date(run.now - (3 * 365 + 31) * day),
      now,
    ]);
    const { organizations, events } = await openForSeed(first, whole, {
      parentId,
      organizations: options.organizations,
      address,
    });
    const made = organizations.filter(({ isNew }) => isNew).length;
    const done: Seeded = { users: made, events, organizations: organizations.length };
    const batches = batchesOf(organizations, options.users, options.batchSize).values();
    // What ends one lane ends the others too, each behind its batch.
    const halt = new AbortController();
    const signal = AbortSignal.any([halt.signal, ...(options.signal === undefined ? [] : [options.signal])]);
    let finished = 0;
    const write = async (client: Client, batch: Batch): Promise<void> => {
      signal.throwIfAborted();
      const written = await inTransaction(client, () => writeBatch(client, whole, batch, address));
      done.users += written.users;
      done.events += written.events;
      options.onProgress?.(done);
      // After the 1st, 2nd, 4th, 8th … batch: while the tables still grow by much.
      finished++;
      if (Number.isInteger(Math.log2(finished))) await analyze(client);
    };
    const fill = async (client: Client): Promise<void> => {
      for (const batch of batches) await write(client, batch);
    };
    // Alone: a connection that began on empty tables would go on with what it planned for them.
    const { value: opening } = batches.next();
    if (opening !== undefined) await write(first, opening);
    const rest = await Promise.all(Array.from({ length: options.lanes - 1 }, open));
    const lanes = [first, ...rest].map(async (client) => {
      await fill(client).catch((cause: unknown) => {
        halt.abort(cause);
        throw cause;
      });
    });
    await Promise.allSettled(lanes);
    await Promise.all(lanes);
    for (const organization of organizations) {
      const from = { organization, platformId: parentId };
      done.events += await inTransaction(first, () => writeStructure(first, whole, from));
    }
    await shortenList(first);
    await analyze(first);
    return done;
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
