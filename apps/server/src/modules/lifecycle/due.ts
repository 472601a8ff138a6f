import type { LifecycleAct } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { dynamicQuery, type Parameter, type Query } from "#kernel/db/statement";
import { integer, text, textOrNull } from "#kernel/db/values";
import { conditionOfText, countByStatus } from "#modules/users";
import type { RuleRow } from "./queries.ts";

const dayMs = 24 * 60 * 60 * 1000;
/** In a small organization a fifth is nobody; so many people are never too many. */
const always = 5;

/** From when a rule counts for a person. A sign-in moves it, and so does whoever changes the person's status. */
const sinceOf: Record<RuleRow["starts"], string> = {
  no_sign_in: "greatest(users.last_login_at, users.last_seen_at, users.created_at, users.status_since)",
  never_signed_in: "greatest(users.created_at, users.status_since, users.last_login_at)",
  inactive: "greatest(users.created_at, users.status_since)",
};
const begins: Record<RuleRow["starts"], string> = {
  no_sign_in: "true",
  never_signed_in: "users.last_login_at is null",
  inactive: "users.status = 'inactive'",
};
/** Whom an act still changes. */
const changes: Record<LifecycleAct, string> = {
  warn: "users.status in ('pending', 'active', 'inactive')",
  deactivate: "users.status in ('pending', 'active')",
  suspend: "users.status in ('pending', 'active', 'inactive')",
  delete: "users.status <> 'deleted'",
  erase: "users.erased_at is null",
};

export type DuePerson = {
  readonly id: string;
  readonly displayName: string;
  readonly email: string;
  readonly locale: string | null;
};

type Due = { count: Query<number>; some: (most: number, lock: boolean) => Query<DuePerson> };

/** Whom a step of a rule meets at a moment. */
export async function dueAt(db: Reader, rule: RuleRow, step: number, now: Date): Promise<Due> {
  const wanted = rule.steps[step];
  if (wanted === undefined) throw new Error("a rule has no such step");
  const since = sinceOf[rule.starts];
  const before = new Date(now.getTime() - wanted.afterDays * dayMs).toISOString();
  const values: Parameter[] = [];
  const conditions = [changes[wanted.act]];
  // Once a step changed somebody's status, they are no longer asked whether they fit the filter.
  if (rule.steps.slice(0, step).every(({ act }) => act === "warn")) {
    const asked = await conditionOfText(db, rule.q === "" ? undefined : rule.q, now);
    values.push(...asked.values);
    conditions.push(`(${asked.where})`, begins[rule.starts]);
  }
  const [ruleAt, beforeAt] = [values.push(rule.uuid), values.push(before)];
  const [stepsFromAt, writtenAt] = [values.push(rule.stepsFrom), values.push(rule.writtenAt)];
  // Who was out of reach may be within it once somebody else wrote the rule.
  const known = `p.organization_id = users.organization_id and p.user_id = users.id and p.rule_id = $${ruleAt}::uuid
    and p.since = ${since} and p.stepped_at >= $${stepsFromAt}::timestamptz
    and (p.refused is null or p.stepped_at >= $${writtenAt}::timestamptz)`;
  if (step === 0) {
    conditions.push(`${since} <= $${beforeAt}::timestamptz`);
    conditions.push(`not exists (select 1 from lifecycle_progress p where ${known})`);
  } else {
    const stepAt = values.push(step);
    conditions.push(`exists (select 1 from lifecycle_progress p where ${known} and p.step = $${stepAt}::integer
      and p.refused is null and p.stepped_at <= $${beforeAt}::timestamptz)`);
  }
  const where = conditions.join(" and ");
  return {
    count: dynamicQuery(`select count(*) from users where ${where}`, values, (row) => integer(row, 0)),
    some: (most, lock) =>
      dynamicQuery(
        `select users.id, users.display_name, users.email, users.locale from users where ${where}
         order by users.id limit ${most} ${lock ? "for no key update of users" : ""}`,
        values,
        (row) => ({
          id: text(row, 0),
          displayName: text(row, 1),
          email: text(row, 2),
          locale: textOrNull(row, 3),
        }),
      ),
  };
}

/** Notes that a step was done to people, or why it could not be, with what the rule counts from now. */
export function noteStep(
  rule: RuleRow,
  step: number,
  ids: readonly string[],
  at: { now: Date; refused: string | null },
): Query<void> {
  return dynamicQuery(
    `insert into lifecycle_progress as p (organization_id, rule_id, user_id, since, step, stepped_at, refused)
     select users.organization_id, $1::uuid, users.id, ${sinceOf[rule.starts]}, $2::integer, $3::timestamptz, $4::text
     from users where users.id = any ($5::uuid[])
     on conflict (organization_id, rule_id, user_id) do update set since = excluded.since, step = excluded.step,
       stepped_at = excluded.stepped_at, refused = excluded.refused`,
    [rule.uuid, step, at.now.toISOString(), at.refused, ids],
    () => undefined,
  );
}

/** How many people a rule may act on in a day unasked. */
export async function allowedInDay(db: Reader, rule: Pick<RuleRow, "dailyShare">): Promise<number> {
  const counts = await db.query(countByStatus());
  const present = counts.reduce((sum, { status, users }) => sum + (status === "deleted" ? 0 : users), 0);
  return Math.max(always, Math.floor((present * rule.dailyShare) / 100));
}

/** How many it may still act on at this moment: what somebody confirmed, or its share less what it did today. */
export async function budgetOf(db: Reader, rule: RuleRow, now: Date): Promise<number> {
  const { confirmedUntil, confirmedCount, dayFrom } = rule;
  const today = dayFrom !== null && now.getTime() - Date.parse(dayFrom) < dayMs ? rule.dayCount : 0;
  const confirmed = confirmedUntil !== null && Date.parse(confirmedUntil) > now.getTime();
  return (confirmed ? (confirmedCount ?? 0) : await allowedInDay(db, rule)) - today;
}

export const isNewDay = ({ dayFrom }: RuleRow, now: Date): boolean =>
  dayFrom === null || now.getTime() - Date.parse(dayFrom) >= dayMs;
