import { violatedConstraint } from "#kernel/db/failures";
import type { Reader } from "#kernel/db/reader";
import type { Happening, Json } from "#kernel/events/record";
import { readFilter } from "#kernel/filter-list";
import { fail } from "#kernel/operation";
import { expandSegments, userFilter } from "#modules/users";
import { findSegment, lockSegment, type SegmentRow } from "./queries.ts";

export async function shownSegment(db: Reader, id: string): Promise<SegmentRow> {
  const [row] = await db.query(findSegment(id));
  return row ?? fail("resource.not_found");
}

/** Takes a segment's row for a change: there, and of the version the caller saw. */
export async function takeSegment(db: Reader, id: string, ifMatch: number | null): Promise<SegmentRow> {
  const [row] = await db.query(lockSegment(id));
  if (row === undefined) return fail("resource.not_found");
  if (ifMatch !== null && ifMatch !== row.version) fail("precondition.failed", { extra: { current: row } });
  return row;
}

export const segmentTarget = (row: Pick<SegmentRow, "uuid" | "name">): Happening["target"] => ({
  type: "segment",
  id: row.uuid,
  name: row.name,
});

export function segmentFields(row: Pick<SegmentRow, "name" | "description" | "q">): Record<string, Json> {
  const { name, description, q } = row;
  return { name, description, q };
}

/** Refuses a filter that cannot be read, that stands on what is not there, or on the segment itself. */
export async function checkFilter(db: Reader, slug: string, q: string): Promise<void> {
  await expandSegments(db, readFilter(userFilter, q), [slug]);
}

export async function withFreeSlug<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (violatedConstraint(cause) !== "segments_slug") throw cause;
    return fail("segment.slug_taken", {
      fields: [{ pointer: "/slug", code: "taken", detail: "is used already" }],
    });
  }
}
