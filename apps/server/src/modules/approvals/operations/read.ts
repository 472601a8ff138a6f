import {
  accessRequestOptions,
  getAccessRequest,
  listAccessRequests,
  listMyAccessRequests,
  type AccessRequestState,
} from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag, text } from "#kernel/db/values";
import { operation } from "#kernel/operation";
import { findRequest, requestsBy } from "../queries.ts";
import { shownRequest } from "../shown.ts";

const rolesToAskFor = statement<
  [person: string | null],
  { slug: string; name: string; description: string; held: boolean }
>(
  `select r.slug, r.name, r.description, exists (
     select 1 from grants g where g.organization_id = (select current_organization()) and g.subject_id = $1
       and g.role_id = r.id and g.scope in ('organization', 'platform')
   ) from roles r order by r.organization_id is not null, r.name, r.slug limit 500`,
  (row) => ({ slug: text(row, 0), name: text(row, 1), description: text(row, 2), held: flag(row, 3) }),
);

export const accessRequestOptionsOperation = operation(accessRequestOptions, async ({ db, caller }) => ({
  roles: await db.query(rolesToAskFor(caller.userId)),
}));

type Query = {
  state?: AccessRequestState | undefined;
  limit: number;
  cursor?: string | undefined;
};

async function pageOf(db: Reader, caller: Caller, requester: string | null, query: Query) {
  const { state = null, limit, cursor = null } = query;
  const found = await db.query(requestsBy(requester, state, cursor, limit + 1));
  const items = found.slice(0, limit).map((row) => shownRequest(row, caller));
  return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export const listMyAccessRequestsOperation = operation(listMyAccessRequests, ({ db, caller }, { query }) =>
  caller.userId === null
    ? Promise.resolve({ items: [], next: null })
    : pageOf(db, caller, caller.userId, query),
);

export const listAccessRequestsOperation = operation(listAccessRequests, ({ db, caller }, { query }) =>
  pageOf(db, caller, null, query),
);

export const getAccessRequestOperation = operation(
  getAccessRequest,
  async ({ db, caller, fail }, { params }) => {
    const [row] = await db.query(findRequest(params.id));
    const seen =
      row !== undefined && (row.requester === caller.userId || caller.permissions.has("requests:read"));
    return seen ? shownRequest(row, caller) : fail("resource.not_found");
  },
);
