import { formatId, type LifecycleRule, type LifecycleStep } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import {
  flag,
  integer,
  integerOrNull,
  json,
  text,
  textArray,
  textOrNull,
  time,
  timeOrNull,
} from "#kernel/db/values";

export type RuleRow = LifecycleRule & {
  readonly uuid: string;
  readonly reach: readonly string[];
  readonly writtenAt: string;
  readonly stepsFrom: string;
  readonly dayFrom: string | null;
  readonly dayCount: number;
  readonly confirmedUntil: string | null;
  readonly confirmedCount: number | null;
};

const columns = `id, name, q, starts, steps, daily_share, enabled, written_by, stopped_at, stopped_count, ran_at,
  created_at, updated_at, version, reach, day_from, day_count, confirmed_until, confirmed_count, written_at, steps_from`;

function read(row: RawRow): RuleRow {
  const writtenBy = textOrNull(row, 7);
  return {
    uuid: text(row, 0),
    id: formatId("lifecycleRule", text(row, 0)),
    name: text(row, 1),
    q: text(row, 2),
    starts: text(row, 3) as LifecycleRule["starts"],
    steps: json<LifecycleStep[]>(row, 4),
    dailyShare: integer(row, 5),
    enabled: flag(row, 6),
    writtenBy: writtenBy === null ? null : formatId("user", writtenBy),
    stoppedAt: timeOrNull(row, 8),
    stoppedCount: integerOrNull(row, 9),
    ranAt: timeOrNull(row, 10),
    createdAt: time(row, 11),
    updatedAt: time(row, 12),
    version: integer(row, 13),
    reach: textArray(row, 14),
    dayFrom: timeOrNull(row, 15),
    dayCount: integer(row, 16),
    confirmedUntil: timeOrNull(row, 17),
    confirmedCount: integerOrNull(row, 18),
    writtenAt: time(row, 19),
    stepsFrom: time(row, 20),
  };
}

export const mostRules = 50;
export const listRules = statement<[], RuleRow>(
  `select ${columns} from lifecycle_rules order by created_at, id limit ${mostRules}`,
  read,
);
export const findRule = statement<[id: string], RuleRow>(
  `select ${columns} from lifecycle_rules where id = $1`,
  read,
);
export const lockRule = statement<[id: string], RuleRow>(
  `select ${columns} from lifecycle_rules where id = $1 for update`,
  read,
);
/** Those that are switched on and wait for nobody. */
export const rulesAtWork = statement<[], RuleRow>(
  `select ${columns} from lifecycle_rules where enabled and stopped_at is null order by created_at, id`,
  read,
);

export const insertRule = command<
  [
    id: string, name: string, q: string, starts: string, steps: string, share: number, reach: readonly string[],
    by: string | null, now: string,
  ]
>(
  `insert into lifecycle_rules (organization_id, id, name, q, starts, steps, daily_share, reach, written_by, created_at,
     updated_at, written_at, steps_from)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7::text[], $8, $9, $9, $9, $9)`,
); // prettier-ignore
export const updateRule = command<
  [
    id: string, name: string, q: string, starts: string, steps: string, share: number, enabled: boolean,
    reach: readonly string[], by: string | null, now: string, otherSteps: boolean,
  ]
>(
  `update lifecycle_rules set name = $2, q = $3, starts = $4, steps = $5, daily_share = $6, enabled = $7,
     reach = $8::text[], written_by = $9, updated_at = $10, written_at = $10,
     steps_from = case when $11::boolean then $10::timestamptz else steps_from end, version = version + 1, stopped_at = null,
     stopped_count = null, confirmed_until = null, confirmed_count = null
   where id = $1`,
); // prettier-ignore
export const confirmRule = command<
  [id: string, people: number, now: string, until: string, by: string | null]
>(
  `update lifecycle_rules set stopped_at = null, stopped_count = null, confirmed_count = $2, day_from = $3,
     day_count = 0, confirmed_until = $4, written_by = $5, updated_at = $3, version = version + 1
   where id = $1`,
);
export const stopRule = command<[id: string, people: number, now: string]>(
  `update lifecycle_rules set stopped_at = $3, stopped_count = $2, confirmed_until = null, confirmed_count = null,
     ran_at = $3, version = version + 1 where id = $1`,
);
export const deleteRule = command<[id: string]>("delete from lifecycle_rules where id = $1");
export const noteRan = command<[id: string, now: string]>(
  "update lifecycle_rules set ran_at = $2 where id = $1",
);
export const beginDay = command<[id: string, now: string]>(
  "update lifecycle_rules set day_from = $2, day_count = 0 where id = $1",
);
export const countInDay = command<[id: string, acted: number]>(
  "update lifecycle_rules set day_count = day_count + $2 where id = $1",
);

/** Clears away what was noted for rules that are gone; runs as the system. */
export const dropOrphans = statement<[most: number], number>(
  `with gone as (
     delete from lifecycle_progress where ctid = any (array(
       select p.ctid from lifecycle_progress p where not exists (
         select 1 from lifecycle_rules r where r.organization_id = p.organization_id and r.id = p.rule_id)
       limit $1)) returning 1
   ) select count(*) from gone`,
  (row) => integer(row, 0),
);

/** Organizations in which some rule is at work; runs as the system. */
export const placesAtWork = statement<[], string>(
  `select distinct r.organization_id from lifecycle_rules r join organizations o on o.id = r.organization_id
   where r.enabled and r.stopped_at is null and o.status = 'active'`,
  (row) => text(row, 0),
);
