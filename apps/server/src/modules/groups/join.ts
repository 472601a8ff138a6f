import { formatId } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { addByHand, removeByHand, sizeOf } from "./member-queries.ts";
import { lockGroup } from "./queries.ts";
import { refuseAbove } from "./rights.ts";
import { groupTarget } from "./shown.ts";

type Place = { readonly groupId: string; readonly userId: string; readonly now: Date };

async function takePlaceIn(db: Reader, caller: Caller, { groupId, now }: Place) {
  const [row] = await db.query(lockGroup(groupId));
  if (row === undefined || row.deletedAt !== null) return fail("group.unknown");
  await refuseAbove(db, caller, [row.uuid], now);
  return row;
}

/** Puts somebody into a group whom two persons want there; nobody gives a place that is above them. */
export async function joinGroup(db: Reader, caller: Caller, place: Place): Promise<Happening | null> {
  const row = await takePlaceIn(db, caller, place);
  const added = await db.query(addByHand(row.uuid, [place.userId], place.now.toISOString(), caller.userId));
  if (added.length === 0) return null;
  const [members = 0] = await db.query(sizeOf(row.uuid));
  return {
    name: "group.members_added",
    target: groupTarget(row),
    changes: [{ field: "members", before: row.members, after: members }],
    data: { users: [formatId("user", place.userId)] },
  };
}

/** Takes somebody out of a group who was put there by hand; null where they are not. Whom a rule finds stays. */
export async function leaveGroup(db: Reader, caller: Caller, place: Place): Promise<Happening | null> {
  const row = await takePlaceIn(db, caller, place);
  await db.query(removeByHand(row.uuid, [place.userId]));
  const [members = 0] = await db.query(sizeOf(row.uuid));
  if (members === row.members) return null;
  return {
    name: "group.members_removed",
    target: groupTarget(row),
    changes: [{ field: "members", before: row.members, after: members }],
    data: { users: [formatId("user", place.userId)] },
  };
}
