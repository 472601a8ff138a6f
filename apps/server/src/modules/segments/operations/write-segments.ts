import { createSegment, deleteSegment, refillSegment, updateSegment } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { Transaction } from "#kernel/db/transaction";
import { diff } from "#kernel/events/diff";
import { readFilter } from "#kernel/filter-list";
import type { EnqueueJob } from "#kernel/jobs/kind";
import { operation } from "#kernel/operation";
import { segmentsNamed, userFilter } from "#modules/users";
import { fillKind } from "../fill.ts";
import {
  deleteSegmentRow,
  emptySegment,
  insertSegment,
  segmentsNaming,
  updateSegmentRow,
  type SegmentRow,
} from "../queries.ts";
import {
  checkFilter,
  segmentFields,
  segmentTarget,
  shownSegment,
  takeSegment,
  withFreeSlug,
} from "../shown.ts";

/** Has a static segment filled once this commits; what it kept until then is forgotten. */
async function fill(db: Transaction, enqueue: EnqueueJob, id: string): Promise<SegmentRow> {
  await db.query(emptySegment(id));
  const row = await shownSegment(db, id);
  await enqueue({
    kind: fillKind,
    input: { segmentId: id, version: row.version },
    about: { slug: row.slug, name: row.name },
  });
  return row;
}

export const createSegmentOperation = operation(
  createSegment,
  async ({ db, caller, now, newId, record, enqueue }, { body }) => {
    const { slug, name, kind, q } = body;
    const description = body.description || null;
    await checkFilter(db, slug, q);
    const uuid = newId();
    const insert = insertSegment(
      uuid, slug, name, foldText(name), description, kind, q, caller.userId, now.toISOString(),
    ); // prettier-ignore
    await withFreeSlug(db.query(insert));
    record({
      name: "segment.created",
      target: segmentTarget({ uuid, name }),
      changes: diff({}, { slug, kind, ...segmentFields({ name, description, q }) }),
    });
    return kind === "static" ? fill(db, enqueue, uuid) : shownSegment(db, uuid);
  },
);

export const updateSegmentOperation = operation(
  updateSegment,
  async ({ db, request, now, record, unchanged, enqueue }, { params, body }) => {
    const row = await takeSegment(db, params.id, request.ifMatch);
    const wanted = {
      name: body.name ?? row.name,
      description: body.description === undefined ? row.description : body.description || null,
      q: body.q ?? row.q,
    };
    const changes = diff(segmentFields(row), segmentFields(wanted));
    if (changes.length === 0) {
      unchanged();
      return row;
    }
    const { name, description, q } = wanted;
    if (q !== row.q) await checkFilter(db, row.slug, q);
    await db.query(updateSegmentRow(row.uuid, name, foldText(name), description, q, now.toISOString()));
    record({ name: "segment.updated", target: segmentTarget({ uuid: row.uuid, name }), changes });
    const refilled = q !== row.q && row.kind === "static";
    return refilled ? fill(db, enqueue, row.uuid) : shownSegment(db, row.uuid);
  },
);

export const refillSegmentOperation = operation(
  refillSegment,
  async ({ db, record, enqueue, fail }, { params }) => {
    const row = await takeSegment(db, params.id, null);
    if (row.kind === "live") return fail("segment.live");
    const emptied = await fill(db, enqueue, row.uuid);
    record({
      name: "segment.refilled",
      target: segmentTarget(row),
      changes: diff({ people: row.people, filledAt: row.filledAt }, { people: null, filledAt: null }),
    });
    return emptied;
  },
);

export const deleteSegmentOperation = operation(
  deleteSegment,
  async ({ db, request, record, fail }, { params }) => {
    const row = await takeSegment(db, params.id, request.ifMatch);
    const naming = await db.query(segmentsNaming(row.slug));
    const standing = naming.filter(({ q }) => segmentsNamed(readFilter(userFilter, q)).includes(row.slug));
    if (standing.length > 0) {
      fail("segment.in_use", { extra: { segments: standing.map(({ slug }) => slug) } });
    }
    await db.query(deleteSegmentRow(row.uuid));
    record({
      name: "segment.deleted",
      target: segmentTarget(row),
      changes: Object.entries({ slug: row.slug, kind: row.kind, ...segmentFields(row) }).map(
        ([field, before]) => ({ field, before, after: null }),
      ),
    });
  },
);
