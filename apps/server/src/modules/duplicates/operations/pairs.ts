import { dismissDuplicate, findDuplicates, getUserJourney, listDuplicates } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { eventList } from "#modules/audit";
import { takeJob, type ShowJob } from "#modules/jobs";
import { findUser, itAndWhoBecameIt, journeyStates } from "#modules/users";
import { findKind } from "../find-job.ts";
import { dismissPair, findPair, pairList } from "../queries.ts";

export const listDuplicatesOperation = (lists: Lists) =>
  operation(listDuplicates, async ({ db }, { query }) => {
    const { sort, limit, cursor, dismissed } = query;
    const page = lists(pairList, {
      sort, limit, cursor,
      where: `d.dismissed_at is ${dismissed === "true" ? "not null" : "null"}`,
      values: [],
      prepared: true,
    }); // prettier-ignore
    return { ...page.finish(await db.query(page.query)), total: null, totalKind: "none" as const };
  });

export const findDuplicatesOperation = (show: ShowJob) =>
  operation(findDuplicates, async ({ db, caller, record, enqueue }) => {
    const id = await enqueue({
      kind: findKind,
      input: {},
      permissions: ["users:merge"],
      dedupeKey: findKind,
    });
    record({
      name: "duplicates.search_started",
      target: { type: "job", id, name: findKind },
    });
    return show(await takeJob(db, id, caller), caller);
  });

export const dismissDuplicateOperation = operation(
  dismissDuplicate,
  async ({ db, caller, now, record, unchanged, fail }, { params, body }) => {
    const [pair] = await db.query(findPair(params.id));
    if (pair === undefined) return fail("resource.not_found");
    if ((pair.dismissedAt !== null) === body.dismissed) {
      unchanged();
      return pair;
    }
    const at = body.dismissed ? now.toISOString() : null;
    await db.query(dismissPair(pair.uuid, at, caller.userId));
    record({
      name: "duplicate.dismissed",
      // No names: what is told of two people would outlast the erasure of each.
      target: { type: "duplicate", id: pair.uuid, name: null },
      changes: [{ field: "dismissedAt", before: pair.dismissedAt, after: at }],
    });
    return { ...pair, dismissedAt: at };
  },
);

/** Where the request came from is for those who read the audit log. */
const hidden = { ip: null, agent: null, requestId: null, sessionId: null };
const states = journeyStates.map((name) => `'${name}'`).join(", ");

export const getUserJourneyOperation = (lists: Lists) =>
  operation(getUserJourney, async ({ db, caller, fail }, { params, query }) => {
    const page = lists(eventList, {
      sort: query.sort,
      limit: query.limit,
      cursor: query.cursor,
      where: `((e.target_type = 'user' and e.target_id = any (${itAndWhoBecameIt}) and e.name in (${states}))
        or e.id = (select f.id from events f where f.actor_id = $1::uuid and f.name = 'session.started'
          order by f.id limit 1))`,
      values: [params.id],
      prepared: true,
    });
    const [[person], rows] = await db.queries(findUser(params.id), page.query);
    if (person === undefined && rows.length === 0) fail("resource.not_found");
    const { items, next, previous } = page.finish(rows);
    const seen = caller.permissions.has("audit:read") ? items : items.map((item) => ({ ...item, ...hidden }));
    return { items: seen, next, previous, total: null, totalKind: "none" as const };
  });
