import {
  confirmLifecycleRule,
  createLifecycleRule,
  deleteLifecycleRule,
  getLifecycleRule,
  listLifecycleRules,
  previewLifecycleRule,
  switchLifecycleRule,
  updateLifecycleRule,
  formatId,
  type LifecycleRule,
} from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { diff } from "#kernel/events/diff";
import type { Happening, Json } from "#kernel/events/record";
import { fail, operation } from "#kernel/operation";
import { permissionSet } from "#kernel/permission-set";
import { conditionOfText } from "#modules/users";
import { permissionOfAct } from "../act.ts";
import { allowedInDay, dueAt } from "../due.ts";
import {
  confirmRule,
  deleteRule,
  findRule,
  insertRule,
  listRules,
  lockRule,
  mostRules,
  updateRule,
  type RuleRow,
} from "../queries.ts";

const confirmedMs = 24 * 60 * 60 * 1000;
type Fields = Pick<LifecycleRule, "name" | "q" | "starts" | "steps" | "dailyShare">;

const fieldsOf = ({ name, q, starts, steps, dailyShare }: Fields): Record<string, Json> => ({
  name, q, starts, steps, dailyShare,
}); // prettier-ignore

const targetOf = (rule: Pick<RuleRow, "uuid" | "name">): Happening["target"] => ({
  type: "lifecycle_rule",
  id: rule.uuid,
  name: rule.name,
});

/** Nobody has a rule do what they may not do themselves. */
function refuseBeyond(caller: Caller, steps: LifecycleRule["steps"]): void {
  const lacking = steps.map(({ act }) => permissionOfAct[act]).find((name) => !caller.permissions.has(name));
  if (lacking !== undefined) fail("lifecycle.beyond_you", { extra: { permission: lacking } });
}

async function shownRule(db: Reader, id: string): Promise<RuleRow> {
  const [row] = await db.query(findRule(id));
  return row ?? fail("resource.not_found");
}

async function takeRule(db: Reader, id: string, ifMatch: number | null): Promise<RuleRow> {
  const [row] = await db.query(lockRule(id));
  if (row === undefined) return fail("resource.not_found");
  if (ifMatch !== null && ifMatch !== row.version) fail("precondition.failed", { extra: { current: row } });
  return row;
}

export const listRulesOperation = operation(listLifecycleRules, async ({ db }) => ({
  items: await db.query(listRules()),
}));

export const getRuleOperation = operation(getLifecycleRule, ({ db }, { params }) => shownRule(db, params.id));

export const previewRuleOperation = operation(previewLifecycleRule, async ({ db, now }, { params }) => {
  const rule = await shownRule(db, params.id);
  const steps = [];
  for (const [at, { act }] of rule.steps.entries()) {
    const due = await dueAt(db, rule, at, now);
    const [[people = 0], first] = await db.queries(due.count, due.some(5, false));
    steps.push({
      act,
      people,
      first: first.map(({ id, displayName, email }) => ({ id: formatId("user", id), displayName, email })),
    });
  }
  const due = steps.reduce((sum, { people }) => sum + people, 0);
  return { steps, due, allowed: await allowedInDay(db, rule) };
});

export const createRuleOperation = operation(
  createLifecycleRule,
  async ({ db, caller, now, newId, record }, { body }) => {
    refuseBeyond(caller, body.steps);
    if ((await db.query(listRules())).length >= mostRules) fail("lifecycle.too_many");
    await conditionOfText(db, body.q === "" ? undefined : body.q, now);
    const uuid = newId();
    const { name, q, starts, steps, dailyShare } = body;
    await db.query(
      insertRule(
        uuid, name, q, starts, JSON.stringify(steps), dailyShare, caller.permissions.names(), caller.userId,
        now.toISOString(),
      ),
    ); // prettier-ignore
    record({
      name: "lifecycle_rule.created",
      target: targetOf({ uuid, name }),
      changes: diff({}, fieldsOf(body)),
    });
    return shownRule(db, uuid);
  },
);

/** Writes a rule as it is wanted; whoever writes it lends it their reach. */
async function write(
  db: Reader,
  row: RuleRow,
  wanted: Fields & { enabled: boolean },
  by: { caller: Caller; now: Date; otherSteps: boolean },
): Promise<RuleRow> {
  const { name, q, starts, steps, dailyShare, enabled } = wanted;
  await db.query(
    updateRule(
      row.uuid, name, q, starts, JSON.stringify(steps), dailyShare, enabled, by.caller.permissions.names(),
      by.caller.userId, by.now.toISOString(), by.otherSteps,
    ),
  ); // prettier-ignore
  return shownRule(db, row.uuid);
}

export const updateRuleOperation = operation(
  updateLifecycleRule,
  async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeRule(db, params.id, request.ifMatch);
    const { name, q, starts, steps, dailyShare } = row;
    const wanted: Fields = {
      name: body.name ?? name,
      q: body.q ?? q,
      starts: body.starts ?? starts,
      steps: body.steps ?? steps,
      dailyShare: body.dailyShare ?? dailyShare,
    };
    const changes = diff(fieldsOf(row), fieldsOf(wanted));
    if (changes.length === 0) {
      unchanged();
      return row;
    }
    refuseBeyond(caller, wanted.steps);
    await conditionOfText(db, wanted.q === "" ? undefined : wanted.q, now);
    const other = changes.some(({ field }) => field === "starts" || field === "steps");
    const enabled = row.enabled && !other && !changes.some(({ field }) => field === "q");
    const updated = await write(db, row, { ...wanted, enabled }, { caller, now, otherSteps: other });
    record({
      name: "lifecycle_rule.updated",
      target: targetOf(updated),
      changes: [...changes, ...diff({ enabled: row.enabled }, { enabled })],
    });
    return updated;
  },
);

export const switchRuleOperation = operation(
  switchLifecycleRule,
  async ({ db, caller, request, now, record, unchanged }, { params, body }) => {
    const row = await takeRule(db, params.id, request.ifMatch);
    if (row.enabled === body.enabled) {
      unchanged();
      return row;
    }
    if (body.enabled) refuseBeyond(caller, row.steps);
    const updated = await write(
      db,
      row,
      { ...row, enabled: body.enabled },
      { caller, now, otherSteps: false },
    );
    record({
      name: "lifecycle_rule.switched",
      target: targetOf(row),
      changes: diff({ enabled: row.enabled }, { enabled: body.enabled }),
    });
    return updated;
  },
);

export const confirmRuleOperation = operation(
  confirmLifecycleRule,
  async ({ db, caller, now, record, fail }, { params, body }) => {
    const row = await takeRule(db, params.id, null);
    if (row.stoppedAt === null) fail("lifecycle.not_stopped");
    refuseBeyond(caller, row.steps);
    // Whoever confirms answers for the rule's reach, and it has to be within their own.
    if (!caller.permissions.covers(permissionSet(row.reach))) fail("lifecycle.beyond_you");
    const until = new Date(now.getTime() + confirmedMs).toISOString();
    await db.query(confirmRule(row.uuid, body.people, now.toISOString(), until, caller.userId));
    record({
      name: "lifecycle_rule.confirmed",
      target: targetOf(row),
      changes: diff({ stoppedAt: row.stoppedAt }, { stoppedAt: null }),
      data: { people: body.people },
    });
    return shownRule(db, row.uuid);
  },
);

export const deleteRuleOperation = operation(
  deleteLifecycleRule,
  async ({ db, request, record }, { params }) => {
    const row = await takeRule(db, params.id, request.ifMatch);
    await db.query(deleteRule(row.uuid));
    record({
      name: "lifecycle_rule.deleted",
      target: targetOf(row),
      changes: Object.entries(fieldsOf(row)).map(([field, before]) => ({ field, before, after: null })),
    });
  },
);
