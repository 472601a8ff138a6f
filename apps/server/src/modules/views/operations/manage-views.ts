import { createView, deleteView, listViews, shareView, updateView, type View } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { diff } from "#kernel/events/diff";
import type { Happening, Json } from "#kernel/events/record";
import { fail, operation } from "#kernel/operation";
import { askedBy } from "#modules/users";
import {
  countOwn,
  countShared,
  deleteViewRow,
  insertView,
  lockView,
  mostViews,
  updateViewRow,
  viewsFor,
  type ViewRow,
} from "../queries.ts";

/** A view is a person's: a key or a job has none. */
function personOf(caller: Caller): string {
  return caller.userId ?? fail("auth.forbidden", { detail: "Only people keep views." });
}

function shown({ ownerUuid, ...row }: ViewRow, caller: Caller): View {
  return { ...row, own: ownerUuid === caller.userId };
}

/** Somebody else's view that is not shared is as unknown as one that is not there. */
async function takeView(db: Reader, id: string, caller: Caller, from: "own" | "any"): Promise<ViewRow> {
  const [row] = await db.query(lockView(id));
  if (row === undefined) return fail("resource.not_found");
  const own = row.ownerUuid === caller.userId;
  if (!own && (from === "own" || !row.shared)) return fail("resource.not_found");
  return row;
}

const target = ({ uuid, name }: Pick<ViewRow, "uuid" | "name">): Happening["target"] => ({
  type: "view",
  id: uuid,
  name,
});

function fields(row: Pick<ViewRow, "name" | "q" | "sort" | "columns" | "position">): Record<string, Json> {
  const { name, q, sort, columns, position } = row;
  return { name, q, sort, columns, position };
}

export const listViewsOperation = operation(listViews, async ({ db, caller }, { query }) => {
  const rows = await db.query(viewsFor(personOf(caller), query.list));
  return { items: rows.map((row) => shown(row, caller)) };
});

export const createViewOperation = operation(
  createView,
  async ({ db, caller, now, newId, record }, { body }) => {
    const owner = personOf(caller);
    await askedBy(db, body.q);
    const [kept = 0] = await db.query(countOwn(owner));
    if (kept >= mostViews) fail("view.too_many");
    const { list, name, q, sort, columns } = body;
    const [row] = await db.query(insertView(newId(), owner, list, name, q, sort, columns, now.toISOString()));
    if (row === undefined) throw new Error("the view was not stored");
    record({ name: "view.created", target: target(row), changes: diff({}, fields(row)) });
    return shown(row, caller);
  },
);

export const updateViewOperation = operation(
  updateView,
  async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeView(db, params.id, caller, "own");
    if (request.ifMatch !== null && request.ifMatch !== row.version) {
      fail("precondition.failed", { extra: { current: shown(row, caller) } });
    }
    const {
      name = row.name,
      q = row.q,
      sort = row.sort,
      columns = row.columns,
      position = row.position,
    } = body;
    const changes = diff(fields(row), fields({ name, q, sort, columns, position }));
    if (changes.length === 0) {
      unchanged();
      return shown(row, caller);
    }
    if (q !== row.q) await askedBy(db, q);
    const [updated] = await db.query(
      updateViewRow(row.uuid, name, q, sort, columns, position, row.shared, now.toISOString()),
    );
    if (updated === undefined) throw new Error("the view was not stored");
    record({ name: "view.updated", target: target(updated), changes });
    return shown(updated, caller);
  },
);

export const shareViewOperation = operation(
  shareView,
  async ({ db, caller, now, record, unchanged }, { params, body }) => {
    const row = await takeView(db, params.id, caller, "any");
    if (row.shared === body.shared) {
      unchanged();
      return shown(row, caller);
    }
    if (body.shared) {
      const [shared = 0] = await db.query(countShared());
      if (shared >= mostViews) fail("view.too_many");
    }
    const { name, q, sort, columns, position } = row;
    const [updated] = await db.query(
      updateViewRow(row.uuid, name, q, sort, columns, position, body.shared, now.toISOString()),
    );
    if (updated === undefined) throw new Error("the view was not stored");
    const changes = diff({ shared: row.shared }, { shared: body.shared });
    record({ name: "view.shared", target: target(row), changes });
    return shown(updated, caller);
  },
);

export const deleteViewOperation = operation(deleteView, async ({ db, caller, record }, { params }) => {
  const row = await takeView(db, params.id, caller, "own");
  await db.query(deleteViewRow(row.uuid));
  record({
    name: "view.deleted",
    target: target(row),
    changes: Object.entries(fields(row)).map(([field, before]) => ({ field, before, after: null })),
  });
});
