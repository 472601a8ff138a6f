import type { Transaction } from "#kernel/db/transaction";
import type { Json } from "#kernel/events/record";
import { inTurns } from "#kernel/in-turns";
import type { Acting } from "#kernel/jobs/kind";
import { parseId } from "@atrium/contracts";
import { bringPasswords, dropUnusedAccounts } from "#modules/accounts";
import { placeMany } from "#modules/groups";
import type { Change } from "#modules/jobs";
import { giveMany } from "#modules/roles";
import {
  addPeople,
  standsAs,
  tellCreated,
  tellUpdated,
  userTarget,
  writePeople,
  type UserRow,
} from "#modules/users";
import { draftOf } from "./plan-chunk.ts";
import type { Planned, Setting } from "./plan.ts";
import { tellPlaced } from "./tell-placed.ts";

type By = Acting & { readonly db: Transaction; readonly newId: () => string };
type Creation = Extract<Planned, { kind: "create" }>;
type Update = Extract<Planned, { kind: "update" }>;

export type Written = {
  readonly changes: Change[];
  /** Rows whose people came to be here while they were being added. */
  readonly met: ReadonlySet<number>;
};

/** Accounts for the rows that bring a hash; one whose person was not added is taken back. */
async function accountsFor(by: By, rows: readonly Creation[]): Promise<ReadonlyMap<Creation, string>> {
  const wanted = rows.flatMap((each) => {
    const { hash } = each.row;
    return hash === null ? [] : [{ each, accountId: by.newId(), email: each.fields.email, hash }];
  });
  const made = await bringPasswords(by.db.asSystem(), wanted, by.now);
  return new Map(
    wanted.flatMap(({ each, accountId }) => (made.has(accountId) ? [[each, accountId] as const] : [])),
  );
}

async function create(
  by: By,
  setting: Setting,
  rows: readonly Creation[],
  tell: Record<string, Json>,
): Promise<Written> {
  if (rows.length === 0) return { changes: [], met: new Set() };
  const accounts = await accountsFor(by, rows);
  // In one order everywhere, so that two imports at once do not wait for each other in a circle.
  const drafts = rows
    .map((each) => {
      const accountId = accounts.get(each) ?? null;
      return {
        each,
        person: { ...draftOf(each, setting, by.newId()), accountId, emailVerified: accountId !== null },
      };
    })
    .toSorted((a, b) => (a.person.fields.email < b.person.fields.email ? -1 : 1));
  const people = drafts.map(({ person }) => person);
  const added = new Map(
    (await addPeople(by.db, people, { ...by, source: "import" })).map((row) => [row.uuid, row]),
  );
  const here = drafts.filter(({ person }) => added.has(person.id));
  const left = drafts.filter(({ person }) => !added.has(person.id));
  const orphans = left.flatMap(({ person }) => person.accountId ?? []);
  if (orphans.length > 0) await by.db.asSystem().query(dropUnusedAccounts(orphans));
  const grants = here.flatMap(({ each, person }) =>
    each.gifts.map((gift) => ({ id: by.newId(), userId: person.id, gift })),
  );
  await giveMany(by.db, grants, by);
  const places = here.flatMap(({ each, person }) =>
    each.places.map((place) => ({ place, userId: person.id })),
  );
  await placeMany(
    by.db,
    places.map(({ place, userId }) => ({ groupId: place.id, userId })),
    by,
  );
  tellPlaced(by, places);
  const changes: Change[] = [];
  await inTurns(here, ({ each, person }) => {
    const row = added.get(person.id);
    if (row === undefined) return;
    const groups = each.places.map(({ slug }) => slug).toSorted();
    const told = tellCreated(row, { roles: person.roles, ...(groups.length === 0 ? {} : { groups }) });
    by.record({ ...told, data: tell });
    changes.push({
      targetId: row.uuid,
      version: row.version,
      before: { created: true, account: person.accountId },
    });
  });
  return { changes, met: new Set(left.map(({ each }) => each.row.number)) };
}

async function change(by: By, rows: readonly Update[], tell: Record<string, Json>): Promise<Change[]> {
  if (rows.length === 0) return [];
  const fields = rows.flatMap(({ before, fields: wanted }) =>
    wanted === null ? [] : [{ id: before.uuid, fields: wanted }],
  );
  const written = new Map<string, UserRow>();
  if (fields.length > 0) for (const row of await writePeople(by.db, fields, by)) written.set(row.uuid, row);
  const grants = rows.flatMap(({ before, gifts }) =>
    gifts.map((gift) => ({ id: by.newId(), userId: before.uuid, gift })),
  );
  const given = await giveMany(by.db, grants, by);
  const places = rows.flatMap(({ before, places: wanted }) =>
    wanted.map((place) => ({ place, userId: before.uuid })),
  );
  const placed = await placeMany(
    by.db,
    places.map(({ place, userId }) => ({ groupId: place.id, userId })),
    by,
  );
  const isPlaced = new Set(placed.map(({ groupId, userId }) => `${groupId} ${userId}`));
  tellPlaced(
    by,
    places.filter(({ place, userId }) => isPlaced.has(`${place.id} ${userId}`)),
  );
  return rows.map(({ before, gifts }): Change => {
    const after = written.get(before.uuid);
    if (after !== undefined) by.record({ ...tellUpdated(before, after), data: tell });
    if (gifts.length > 0) {
      const roles = [...before.roles, ...gifts.map(({ slug }) => slug)].toSorted();
      by.record({
        name: "user.role_assigned",
        target: userTarget(before),
        changes: [{ field: "roles", before: before.roles, after: roles }],
        data: tell,
      });
    }
    const updatedBy = before.updatedBy === null ? null : parseId("user", before.updatedBy);
    return {
      targetId: before.uuid,
      version: (after ?? before).version,
      before: {
        stood: after === undefined ? null : standsAs(before, updatedBy),
        grants: given.filter(({ userId }) => userId === before.uuid).map(({ id }) => id),
        places: placed.filter(({ userId }) => userId === before.uuid).map(({ groupId }) => groupId),
      },
    };
  });
}

/** Writes what some rows come to, in a few statements for all. */
export async function writeChunk(
  by: By,
  setting: Setting,
  plan: readonly Planned[],
  tell: Record<string, Json>,
): Promise<Written> {
  const created = await create(
    by,
    setting,
    plan.filter((each) => each.kind === "create"),
    tell,
  );
  const updated = await change(
    by,
    plan.filter((each) => each.kind === "update"),
    tell,
  );
  return { changes: [...created.changes, ...updated], met: created.met };
}
