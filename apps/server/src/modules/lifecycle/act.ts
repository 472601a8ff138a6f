import {
  deleteUser,
  setUserStatus,
  type ErrorCode,
  type LifecycleStep,
  type Permission,
} from "@atrium/contracts";
import { systemCaller } from "#kernel/caller";
import type { Transaction } from "#kernel/db/transaction";
import type { Happening } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { createEnqueue } from "#kernel/jobs/enqueue";
import type { Acting } from "#kernel/jobs/kind";
import { perform } from "#kernel/perform";
import { permissionSet } from "#kernel/permission-set";
import { Problem } from "#kernel/problem";
import { everHeld, isAbove } from "#modules/access";
import type { OperationOf, WriteToPeople } from "#modules/bulk";
import { erasePerson, lockErasable } from "#modules/privacy";
import { keepAnOwner } from "#modules/roles";
import { dueAt, isNewDay, noteStep, type DuePerson } from "./due.ts";
import { beginDay, countInDay, type RuleRow } from "./queries.ts";

export type ActDeps = {
  readonly operationOf: OperationOf;
  readonly newId: NewId;
  readonly writeToPeople: WriteToPeople;
};
const eraseAttempts = 5;

/** What somebody needs to do by hand what a step does. */
export const permissionOfAct: Record<LifecycleStep["act"], Permission> = {
  warn: "messages:send",
  deactivate: "users:suspend",
  suspend: "users:suspend",
  delete: "users:delete",
  erase: "users:erase",
};

type By = Acting & { readonly db: Transaction };

/** Does a step to one person by the rules of the single operation; answers what it told. */
async function actOn(
  deps: ActDeps,
  by: By,
  rule: RuleRow,
  step: LifecycleStep,
  person: DuePerson,
): Promise<readonly Happening[]> {
  const { db, caller, now } = by;
  const { newId, operationOf } = deps;
  const organizationId = caller.organizationId ?? "";
  const row = (body?: unknown) => ({ params: { id: person.id }, query: {}, body });
  if (step.act === "deactivate" || step.act === "suspend") {
    const status = step.act === "suspend" ? "suspended" : "inactive";
    const operation = operationOf(setUserStatus);
    return (await perform(operation, { ...by, newId }, row({ status, reason: rule.name }))).told;
  }
  if (step.act === "delete") return (await perform(operationOf(deleteUser), { ...by, newId }, row())).told;
  const held = await db.query(everHeld(person.id));
  if (isAbove(caller, held)) throw new Problem("user.above_you");
  if (step.act === "warn") {
    await deps.writeToPeople(
      db,
      { email: person.email, locale: person.locale, organizationId },
      { subject: step.subject ?? "", text: step.text ?? "" },
    );
    return [];
  }
  const [erasable] = await db.query(lockErasable(person.id));
  if (erasable === undefined || erasable.erased) throw new Problem("user.erased");
  if (erasable.status !== "deleted") await keepAnOwner(db, erasable);
  const enqueue = createEnqueue(db, { organizationId, userId: null, now, newId }, () => eraseAttempts);
  return [await erasePerson(db, erasable, { organizationId, now, reason: rule.name, enqueue })];
}

export type Chunk = { readonly met: number; readonly acted: number; readonly refused: number };

/** Takes some of those whom a step meets and does it to each; who is out of reach is remembered and left alone. */
export async function actOnSome(
  deps: ActDeps,
  acting: By,
  rule: RuleRow,
  at: { step: number; most: number },
): Promise<Chunk> {
  const step = rule.steps[at.step];
  if (step === undefined || at.most <= 0) return { met: 0, acted: 0, refused: 0 };
  const { db, now } = acting;
  const organizationId = acting.caller.organizationId ?? "";
  const caller = systemCaller("lifecycle", organizationId, permissionSet(rule.reach));
  const by = { ...acting, caller };
  const people = await db.query((await dueAt(db, rule, at.step, now)).some(at.most, true));
  const done: string[] = [];
  const refused = new Map<ErrorCode, string[]>();
  for (const person of people) {
    try {
      const told = await db.attempt(() => actOn(deps, by, rule, step, person));
      for (const happening of told) acting.record({ ...happening, actor: caller.actor });
      const erased = step.act === "erase";
      acting.record({
        name: "user.lifecycle_step",
        actor: caller.actor,
        target: { type: "user", id: person.id, name: erased ? null : person.displayName },
        reason: rule.name,
        data: { rule: rule.id, step: at.step + 1, act: step.act },
      });
      done.push(person.id);
    } catch (cause) {
      if (!(cause instanceof Problem) || cause.status >= 500) throw cause;
      refused.set(cause.code, [...(refused.get(cause.code) ?? []), person.id]);
    }
  }
  if (done.length > 0) {
    if (isNewDay(rule, now)) await db.query(beginDay(rule.uuid, now.toISOString()));
    await db.query(countInDay(rule.uuid, done.length));
    await db.query(noteStep(rule, at.step + 1, done, { now, refused: null }));
  }
  for (const [code, ids] of refused) await db.query(noteStep(rule, at.step, ids, { now, refused: code }));
  return { met: people.length, acted: done.length, refused: people.length - done.length };
}
