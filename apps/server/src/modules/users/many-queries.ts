import { statement } from "#kernel/db/statement";
import { text, textArray } from "#kernel/db/values";
import { detailColumns, readUser, type UserRow } from "./queries.ts";

const returning = detailColumns.map((column) => `u.${column}`).join(", ");

/** The rows for a change, in the order of their ids, so that two who take many do not wait for each other in a circle. */
export const lockUsers = statement<[readonly string[]], UserRow>(
  `select ${returning} from users u where id = any($1::uuid[]) order by id for no key update`,
  readUser,
);

export type Held = { id: string; inside: string[]; overPlatform: string[] };
/** Everything that reaches each of these people by any grant, whenever it begins. */
export const everHeldByMany = statement<[readonly string[]], Held>(
  `select person.id, coalesce(array_agg(held.permission) filter (where true), '{}'),
     coalesce(array_agg(held.permission) filter (where held.over_platform), '{}')
   from unnest($1::uuid[]) as person (id)
   cross join lateral ever_held((select current_organization()), person.id) held
   group by person.id`,
  (row) => ({ id: text(row, 0), inside: textArray(row, 1), overPlatform: textArray(row, 2) }),
);

/** The plain fields of many people at once; what has a rule of its own is changed one by one. */
export const updateMany = statement<[rows: string, now: string, by: string | null], UserRow>(
  `update users u set title = r.title, department = r.department, locale = r.locale, time_zone = r.time_zone,
     website = r.website, bio = r.bio, tags = r.tags, updated_at = $2, updated_by = $3, version = u.version + 1
   from jsonb_to_recordset($1::jsonb) as r (id uuid, title text, department text, locale text, time_zone text,
     website text, bio text, tags text[])
   where u.id = r.id returning ${returning}`,
  readUser,
);

export const setStatusOfMany = statement<
  [readonly string[], string, reason: string | null, keepsReason: boolean, string, string | null],
  UserRow
>(
  `update users u set status = $2, status_reason = case when $4::boolean then u.status_reason else $3 end,
     updated_at = $5, updated_by = $6, version = u.version + 1,
     status_before_deletion = case when $2 = 'deleted' then u.status end,
     deleted_at = case when $2 = 'deleted' then $5::timestamptz end
   where u.id = any($1::uuid[]) returning ${returning}`,
  readUser,
);

export const touchMany = statement<[readonly string[], now: string, by: string | null], UserRow>(
  `update users u set updated_at = $2, updated_by = $3, version = u.version + 1
   where u.id = any($1::uuid[]) returning ${returning}`,
  readUser,
);
