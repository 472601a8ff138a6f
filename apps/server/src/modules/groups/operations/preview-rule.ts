import { formatId, previewGroupRule } from "@atrium/contracts";
import { dynamicQuery } from "#kernel/db/statement";
import { integer, text } from "#kernel/db/values";
import { operation } from "#kernel/operation";
import { countBound } from "../member-list.ts";
import { checkRule, ruleCondition } from "../rule.ts";

const shownPeople = 10;

export const previewGroupRuleOperation = operation(previewGroupRule, async ({ db, now }, { body }) => {
  checkRule(body.rule);
  const { where, values } = ruleCondition(body.rule, now);
  const people = dynamicQuery(
    `select users.id, users.display_name, users.email from users where ${where}
     order by users.name_key, users.id limit ${shownPeople}`,
    values,
    (row) => ({ id: formatId("user", text(row, 0)), displayName: text(row, 1), email: text(row, 2) }),
  );
  const counting = dynamicQuery(
    `select count(*) from (select 1 from users where ${where} limit ${countBound + 1}) as counted`,
    values,
    (row) => integer(row, 0),
  );
  const [items, [counted = 0]] = await db.queries(people, counting);
  return counted <= countBound
    ? { items, total: counted, totalKind: "exact" as const }
    : { items, total: countBound, totalKind: "at_least" as const };
});
