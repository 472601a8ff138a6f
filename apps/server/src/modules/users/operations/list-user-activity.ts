import { listUserActivity } from "@atrium/contracts";
import type { Lists } from "#kernel/list";
import { operation } from "#kernel/operation";
import { eventList } from "#modules/audit";
import { itAndWhoBecameIt } from "../history.ts";
import { userExists } from "../queries.ts";

/** Where the request came from is for those who read the audit log. */
const hidden = { ip: null, agent: null, requestId: null, sessionId: null };

export const listUserActivityOperation = (lists: Lists) =>
  operation(listUserActivity, async ({ db, caller, fail }, { params, query }) => {
    const page = lists(eventList, {
      sort: "-occurredAt",
      limit: query.limit,
      cursor: query.cursor,
      where: `((e.target_type = 'user' and e.target_id = any (${itAndWhoBecameIt})) or e.actor_id = any (${itAndWhoBecameIt})
          or e.on_behalf_of = $1::uuid)`,
      values: [params.id],
      prepared: true,
    });
    const [[exists], rows] = await db.queries(userExists(params.id), page.query);
    if (exists !== true && rows.length === 0) fail("resource.not_found");
    const { items, next, previous } = page.finish(rows);
    const seen = caller.permissions.has("audit:read") ? items : items.map((item) => ({ ...item, ...hidden }));
    return { items: seen, next, previous, total: null, totalKind: "none" as const };
  });
