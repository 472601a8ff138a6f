import type { DuplicateReason } from "@atrium/contracts";
import { command, statement } from "#kernel/db/statement";
import { integer } from "#kernel/db/values";

/** What makes two people look like one, and how much of a proof it is. */
export type Likeness = {
  readonly reason: DuplicateReason;
  readonly score: number;
  /** What both have in common; null where somebody has nothing to compare. */
  readonly key: string;
};

export const likenesses: readonly Likeness[] = [
  {
    reason: "same_address",
    score: 90,
    key: `replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@' || split_part(email, '@', 2)`,
  },
  {
    reason: "same_employee_number",
    score: 80,
    key: `nullif(ltrim(regexp_replace(upper(employee_number), '[^[:alnum:]]', '', 'g'), '0'), '')`,
  },
  { reason: "same_name_and_phone", score: 85, key: `name_key || E'\\n' || phone` },
  { reason: "same_name_and_birth_date", score: 75, key: `name_key || E'\\n' || birth_date::text` },
  { reason: "same_name_and_department", score: 40, key: `name_key || E'\\n' || lower(department)` },
];

/** What more than so many have in common tells nobody apart: a shared mailbox, a name that half a country has. */
const mostAlike = 10;
const mostPairs = 20_000;

/**
 * All pairs that one likeness makes, in one statement. Runs as the system, since expressions over a tenant's rows may
 * use no index and are asked row by row; the organization is named.
 */
const pairsBy = new Map(
  likenesses.map(({ reason, score, key }) => [
    reason,
    statement<[organization: string, now: string], number>(
      `with keyed as materialized (
         select id, ${key} as common from users
         where organization_id = $1 and deleted_at is null and (${key}) is not null
       ), alike as (
         select array_agg(id order by id) as ids from keyed
         group by common having count(*) between 2 and ${mostAlike}
       ), pairs as (
         select a.id as low, b.id as high from alike, unnest(ids) as a (id), unnest(ids) as b (id)
         where a.id < b.id limit ${mostPairs}
       ), kept as (
         insert into duplicate_pairs as d (organization_id, id, low_id, high_id, reasons, score, found_at)
         select $1, uuidv7(), low, high, array['${reason}'], ${score}, $2 from pairs
         on conflict (organization_id, low_id, high_id) do update set
           reasons = case when d.found_at < $2 then excluded.reasons
             when '${reason}' = any (d.reasons) then d.reasons else d.reasons || excluded.reasons end,
           score = case when d.found_at < $2 then excluded.score
             when '${reason}' = any (d.reasons) then d.score
             else least(100, greatest(d.score, excluded.score) + 10) end,
           found_at = excluded.found_at
         returning 1
       ) select count(*) from kept`,
      (row) => integer(row, 0),
    ),
  ]),
);

export function findPairs(likeness: Likeness, organizationId: string, now: string) {
  const find = pairsBy.get(likeness.reason);
  if (find === undefined) throw new Error(`nobody is compared by ${likeness.reason}`);
  return find(organizationId, now);
}

/** What this run no longer found; what somebody dismissed stays, so that it is not asked again. */
export const dropOthers = command<[now: string]>(
  "delete from duplicate_pairs where found_at < $1 and dismissed_at is null",
);
