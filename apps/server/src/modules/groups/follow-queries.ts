import { command, dynamicQuery, statement } from "#kernel/db/statement";
import { flag, integer, text, textOrNull, timeOrNull } from "#kernel/db/values";
import { ruleCondition } from "./rule.ts";

export const followKind = "groups.follow_rules";
/** So many people are held against a rule in one transaction. */
const batch = 5000;

export type Ruled = { id: string; name: string; rule: string; checkedAt: string | null };
export const ruledGroups = statement<[], Ruled>(
  `select id, name, rule, rule_checked_at from groups
   where deleted_at is null and rule is not null order by id`,
  (row) => ({
    id: text(row, 0),
    name: text(row, 1),
    rule: text(row, 2),
    checkedAt: timeOrNull(row, 3),
  }),
);
/** Only of the rule that it was held against: another one starts anew. */
export const noteChecked = command<[id: string, rule: string, at: string, everybody: boolean]>(
  `update groups set rule_checked_at = $3, rule_swept_at = case when $4 then $3 else rule_swept_at end
   where id = $1 and rule = $2`,
);
export const ruleIs = statement<[string], string | null>(
  "select rule from groups where id = $1 and deleted_at is null for key share",
  (row) => textOrNull(row, 0),
);
/** Lets go who is in a group by a rule that is no more. */
export const dropRuleless = statement<[], { id: string; name: string; removed: number }>(
  `with ruleless as (
     select m.organization_id, m.group_id, m.user_id, m.by_hand from group_members m
     join groups g on g.organization_id = m.organization_id and g.id = m.group_id and g.rule is null
     where m.by_rule
   ), kept as (
     update group_members m set by_rule = false from ruleless r
     where m.organization_id = r.organization_id and m.group_id = r.group_id and m.user_id = r.user_id and r.by_hand
   ), went as (
     delete from group_members m using ruleless r
     where m.organization_id = r.organization_id and m.group_id = r.group_id and m.user_id = r.user_id
       and not r.by_hand
   ) select g.id, g.name, count(*) from ruleless r
     join groups g on g.organization_id = r.organization_id and g.id = r.group_id group by g.id, g.name`,
  (row) => ({ id: text(row, 0), name: text(row, 1), removed: integer(row, 2) }),
);

/** Where a batch ended; `at` only where people are taken in the order in which they changed. */
export type Reached = { readonly id: string; readonly at: string | null };
type Step = { last: Reached | null; added: number; removed: number };
/**
 * One batch of people, by id, or of those who changed since a time, in that order: those the rule finds come in, those
 * it does not find any more go.
 */
export function holdAgainst(group: Ruled, from: { after: Reached; now: Date }) {
  const { where, values } = ruleCondition(group.rule, from.now);
  const at = (n: number): string => `$${values.length + n}`;
  const due =
    from.after.at === null
      ? `users.id > ${at(1)}::uuid order by users.id`
      : `users.deleted_at is null and (users.updated_at, users.id) > (${at(5)}::timestamptz, ${at(1)}::uuid)
         and users.updated_at <= ${at(4)}::timestamptz order by users.updated_at, users.id`;
  const order = from.after.at === null ? "id desc" : "updated_at desc, id desc";
  return dynamicQuery<Step>(
    `with held as (
       select users.id, users.updated_at, (${where}) is true as fits from users where ${due} limit ${at(2)}
     ), came as (
       insert into group_members as m (organization_id, group_id, user_id, by_hand, by_rule, added_at)
       select current_organization(), ${at(3)}::uuid, held.id, false, true, ${at(4)}::timestamptz from held where held.fits
       on conflict (organization_id, user_id, group_id) do update set by_rule = true where not m.by_rule
       returning 1
     ), kept as (
       update group_members m set by_rule = false from held
       where m.group_id = ${at(3)}::uuid and m.user_id = held.id and not held.fits and m.by_rule and m.by_hand
       returning 1
     ), went as (
       delete from group_members m using held
       where m.group_id = ${at(3)}::uuid and m.user_id = held.id and not held.fits and m.by_rule and not m.by_hand
       returning 1
     ), last as (select id, updated_at from held order by ${order} limit 1)
     select case when (select count(*) from held) = ${at(2)} then last.id end, last.updated_at,
       (select count(*) from came), (select count(*) from kept) + (select count(*) from went)
     from (select) one left join last on true`,
    [
      ...values, from.after.id, batch, group.id, from.now.toISOString(),
      ...(from.after.at === null ? [] : [from.after.at]),
    ],
    (row) => {
      const id = textOrNull(row, 0);
      const last = id === null ? null : { id, at: from.after.at === null ? null : text(row, 1) };
      return { last, added: integer(row, 2), removed: integer(row, 3) };
    },
  ); // prettier-ignore
}

/** Organizations where somebody changed, or where a rule waits, since the rules were last held against people. */
export const organizationsWaiting = statement<[], string>(
  `select distinct g.organization_id from groups g
   where g.deleted_at is null and g.rule is not null and (g.rule_checked_at is null or exists (
     select 1 from users u where u.organization_id = g.organization_id and u.deleted_at is null and u.updated_at > g.rule_checked_at))`,
  (row) => text(row, 0),
);
/** After a rest that is in proportion to what the last time took, so that many changes one after the other are followed together. */
export const enqueueFollowing = command<[string, string, string]>(
  `insert into jobs (organization_id, id, kind, input, run_at, created_at, dedupe_key, max_attempts)
   select $1, $2, '${followKind}', '{}', greatest($3::timestamptz, (
       select finished_at + least(9 * (finished_at - started_at), interval '30 seconds') from jobs
       where organization_id = $1 and kind = '${followKind}' and state = 'succeeded' order by created_at desc limit 1
     )), $3, '${followKind}', 5
   where exists (select 1 from groups where organization_id = $1 and rule is not null and deleted_at is null)
     and not exists (select 1 from jobs where organization_id = $1 and dedupe_key = '${followKind}' and state = 'queued')
   on conflict (organization_id, dedupe_key) where dedupe_key is not null and state in ('queued', 'running') do nothing`,
);
export const heldBefore = statement<[string], { organizationId: string; id: string; rule: string }>(
  `select organization_id, id, rule from groups where deleted_at is null and rule is not null and rule_swept_at < $1`,
  (row) => ({ organizationId: text(row, 0), id: text(row, 1), rule: text(row, 2) }),
);
export const forgetChecked = command<[string, string]>(
  "update groups set rule_checked_at = null where organization_id = $1 and id = $2",
);

const hasRights = `exists (select 1 from group_closure c
  join grants t on t.subject_type = 'group' and t.subject_id = c.ancestor_id where c.descendant_id = g.id)`;
export const anyRuleGives = statement<[], boolean>(
  `select exists (select 1 from groups g where g.rule is not null and g.deleted_at is null and ${hasRights})`,
  (row) => flag(row, 0),
);

/** Groups with a rule and rights to whom somebody does not belong yet. */
export const rulesToPass = statement<[userId: string], { id: string; rule: string }>(
  `select g.id, g.rule from groups g
   where g.rule is not null and g.deleted_at is null
     and ${hasRights}
     and not exists (select 1 from group_members m where m.group_id = g.id and m.user_id = $1)`,
  (row) => ({ id: text(row, 0), rule: text(row, 1) }),
);
