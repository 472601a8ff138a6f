import {
  createApprovalRule,
  deleteApprovalRule,
  liftOperation,
  listApprovalRules,
  permissionNames,
} from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail, operation } from "#kernel/operation";
import { permissionSet } from "#kernel/permission-set";
import { insideOf, isPlatformOnly } from "#modules/access";
import { isWithinReach, roleBySlug, type Access } from "#modules/roles";
import { deciders } from "../contacts.ts";
import { requireApprovalAlways } from "../required.ts";
import { dropRule, findRule, insertRule, listRules, type RuleRow } from "../rule-queries.ts";

export const listApprovalRulesOperation = operation(listApprovalRules, async ({ db }) => ({
  items: await db.query(listRules()),
}));

/** Everything that the rule guards; nobody makes or lifts one about what they do not hold. */
function refuseAbove(caller: Caller, { allows, permission }: Pick<RuleRow, "allows" | "permission">): void {
  const names = permission === null ? allows : [permission];
  const over =
    permission !== null && permissionNames.some((name) => name === permission && isPlatformOnly(name));
  if (!isWithinReach(caller, names, over ? "platform" : "organization")) fail("role.above_you");
}

const lookedAt = 50;

/** One asks and another decides: with fewer than two who could, nobody would ever be given it again. */
async function refuseTooFew(
  db: Reader,
  access: Access,
  from: { organizationId: string; allows: readonly string[]; now: Date },
): Promise<void> {
  const { organizationId, now } = from;
  const wanted = insideOf(permissionSet(from.allows));
  let able = 0;
  for (const id of await deciders(db, organizationId, now, lookedAt)) {
    const { inside } = await access.rightsOfUser(db, organizationId, id, now);
    if (inside.covers(wanted) && ++able === 2) return;
  }
  fail("approval.too_few", { extra: { able } });
}

export const createApprovalRuleOperation = (access: Access) =>
  operation(createApprovalRule, async ({ db, caller, now, newId, record, fail: refuse }, { body }) => {
    const { organizationId } = caller;
    if (organizationId === null) return refuse("auth.organization_required");
    const { role, permission = null, operation: guarded = null } = body;
    const [found] = role === undefined ? [] : await db.query(roleBySlug(role));
    if (role !== undefined && found === undefined) return refuse("role.unknown");
    const allows = found?.permissions ?? [];
    refuseAbove(caller, { allows, permission });
    await refuseTooFew(db, access, {
      organizationId, now, allows: permission === null ? allows : [permission],
    }); // prettier-ignore
    const [id] = await db.query(
      insertRule(newId(), found?.uuid ?? null, permission, guarded, now.toISOString(), caller.userId),
    );
    if (id === undefined) return refuse("approval.exists");
    const [rule] = await db.query(findRule(id));
    if (rule === undefined) throw new Error("the rule was not stored");
    record({ name: "approval.required", ...told(rule, false) });
    return rule;
  });

function told(rule: RuleRow, gone: boolean) {
  const name = rule.role ?? rule.permission ?? rule.operation;
  const field = rule.role !== null ? "role" : rule.permission !== null ? "permission" : "operation";
  const change = gone ? { field, before: name, after: null } : { field, before: null, after: name };
  return { target: { type: "approval_rule", id: rule.uuid, name }, changes: [change] };
}

export const deleteApprovalRuleOperation = operation(
  deleteApprovalRule,
  async ({ db, caller, now, record, fail: refuse }, { params }) => {
    const [rule] = await db.query(findRule(params.id));
    if (rule === undefined) return refuse("resource.not_found");
    refuseAbove(caller, rule);
    await requireApprovalAlways(db, caller, { operation: liftOperation, params: { id: rule.id } }, now);
    const [dropped] = await db.query(dropRule(rule.uuid));
    if (dropped === undefined) return refuse("resource.not_found");
    record({ name: "approval.lifted", ...told(rule, true) });
  },
);
