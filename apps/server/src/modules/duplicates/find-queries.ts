import type { DuplicateReason } from "@atrium/contracts";
import { command } from "#kernel/db/statement";

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
 * All pairs that one likeness makes, in one statement over everybody. It groups a million people
 * in some seconds, which is longer than a statement may take elsewhere.
 */
export const pairsBy = ({ key }: Likeness): string =>
  `with alike as (
     select array_agg(id order by id) as ids from users
     where deleted_at is null and (${key}) is not null
     group by (${key}) having count(*) between 2 and ${mostAlike}
   )
   select a.id as low, b.id as high from alike, unnest(ids) as a (id), unnest(ids) as b (id)
   where a.id < b.id limit ${mostPairs}`;

/** Keeps pairs with one more reason, or anew where the last search found them. */
export const keepPairs = command<
  [low: readonly string[], high: readonly string[], reason: string, score: number, began: string]
>(
  `insert into duplicate_pairs as d (organization_id, id, low_id, high_id, reasons, score, found_at)
   select current_organization(), uuidv7(), pair.low, pair.high, array[$3::text], $4::integer, $5::timestamptz
   from unnest($1::uuid[], $2::uuid[]) as pair (low, high)
   join users a on a.id = pair.low join users b on b.id = pair.high
   on conflict (organization_id, low_id, high_id) do update set
     reasons = case when d.found_at < $5 then excluded.reasons
       when $3 = any (d.reasons) then d.reasons else d.reasons || excluded.reasons end,
     score = case when d.found_at < $5 then excluded.score
       when $3 = any (d.reasons) then d.score else least(100, greatest(d.score, excluded.score) + 10) end,
     found_at = excluded.found_at`,
);

/** What this run no longer found; what somebody dismissed stays, so that it is not asked again. */
export const dropOthers = command<[now: string]>(
  "delete from duplicate_pairs where found_at < $1 and dismissed_at is null",
);
