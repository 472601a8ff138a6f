import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { integer, integerOrNull } from "#kernel/db/values";
import { fail } from "#kernel/operation";
import type { OrganizationRow } from "./queries.ts";
import { roomBelow, sizeOfBranch } from "./tree-queries.ts";

type Limits = OrganizationRow["limits"];
const names = ["users", "storageBytes", "callsPerMonth", "organizations"] as const;

/** The limits with what was asked for put in their place. */
export function limitsWith(
  present: Limits,
  wanted: { [K in keyof Limits]?: Limits[K] | undefined } = {},
): Limits {
  const merged = { ...present };
  for (const name of names) {
    const value = wanted[name];
    if (value !== undefined) merged[name] = value;
  }
  return merged;
}

/** Nobody gives those below them more than they have; only limits that change are looked at. */
export function checkLimitsWithin(own: Limits, before: Limits, after: Limits): void {
  for (const name of names) {
    const most = own[name];
    const given = after[name];
    if (given === before[name] || most === null) continue;
    if (given === null || given > most) {
      fail("organization.limit_above_you", {
        extra: { limit: most },
        fields: [{ pointer: `/limits/${name}`, code: "above", detail: `is more than ${most}` }],
      });
    }
  }
}

/** A new organization below another has what that one has, but may have none below itself. */
export function inherited(limits: Limits): Limits {
  return { ...limits, organizations: 0 };
}

/** Refuses so many more organizations below a place; to be asked while the tree is held. */
export async function checkRoomBelow(system: Reader, parentId: string, moving?: string): Promise<void> {
  const [room] = await system.query(roomBelow(parentId));
  const [more = 1] = moving === undefined ? [] : await system.query(sizeOfBranch(moving));
  if (room === undefined || room.organizations + more <= room.limit) return;
  fail("limit.organizations", { extra: room });
}

const holdStorage = statement<[], number | null>(
  "select storage_limit from organizations where id = (select current_organization()) for no key update",
  (row) => integerOrNull(row, 0),
);
const storedBytes = statement<[], number>("select bytes from organization_storage", (row) => integer(row, 0));
const addBytes = command<[number]>(
  `insert into organization_storage as s (organization_id, bytes) values (current_organization(), greatest(0, $1::bigint))
   on conflict (organization_id) do update set bytes = greatest(0, s.bytes + $1::bigint)`,
);

/** Counts bytes that the organization stores from now on, or no longer where they are fewer than none. */
export async function takeStorage(db: Reader, bytes: number): Promise<void> {
  const [limit = null] = await db.query(holdStorage());
  if (limit !== null && bytes > 0) {
    const [stored = 0] = await db.query(storedBytes());
    if (stored + bytes > limit) fail("limit.storage", { extra: { limit, stored, wanted: bytes } });
  }
  await db.query(addBytes(bytes));
}
