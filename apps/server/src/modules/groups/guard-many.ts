import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Parameter } from "#kernel/db/statement";
import { dynamicQuery } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import { Problem } from "#kernel/problem";
import { ruledGroups } from "./follow-queries.ts";
import { areAbove, wantApproval } from "./rights.ts";
import { ruleCondition } from "./rule.ts";

/** A rule whose group holds more than the caller may give. */
type Guarded = {
  readonly id: string;
  readonly where: string;
  readonly values: readonly Parameter[];
  readonly problem: Problem;
};

export async function guardedRules(db: Reader, caller: Caller, now: Date): Promise<Guarded[]> {
  if (caller.actor.type === "system") return [];
  const guarded: Guarded[] = [];
  for (const { id, rule } of await db.query(ruledGroups())) {
    const above = await areAbove(db, caller, [id], now);
    if (!above && !(await wantApproval(db, [id], now))) continue;
    const problem = new Problem(above ? "group.above_you" : "group.needs_approval");
    guarded.push({ id, ...ruleCondition(rule, now), problem });
  }
  return guarded;
}

/**
 * Whom such a rule would find if these rows were written, and does not find yet: nobody puts somebody into a group by
 * writing to them. A row is laid over the one that is there, or over nothing.
 */
export async function gainsOf(
  db: Reader,
  rules: readonly Guarded[],
  rows: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, Problem>> {
  const gains = new Map<string, Problem>();
  if (rows.length === 0) return gains;
  const written = JSON.stringify(rows);
  for (const { id, where, values, problem } of rules) {
    const [at, group] = [values.length + 1, values.length + 2];
    const found = await db.query(
      dynamicQuery(
        `select users.id from (
           select (jsonb_populate_record(u, w.written)).*
           from jsonb_array_elements($${at}::jsonb) as w (written)
           left join users u on u.organization_id = (select current_organization()) and u.id = (w.written ->> 'id')::uuid
         ) users
         where (${where}) is true and not exists (select 1 from group_members m
           where m.organization_id = (select current_organization()) and m.user_id = users.id and m.group_id = $${group}::uuid and m.by_rule)`,
        [...values, written, id],
        (row) => text(row, 0),
      ),
    );
    for (const person of found) gains.set(person, problem);
  }
  return gains;
}
