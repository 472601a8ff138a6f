import { z } from "zod";
import type { Transaction } from "#kernel/db/transaction";
import { createEnqueue } from "#kernel/jobs/enqueue";
import { job, type Acting, type JobKind } from "#kernel/jobs/kind";
import type { NewId } from "#kernel/ids";
import { Problem } from "#kernel/problem";
import { raiseEvent } from "#modules/security";
import { actOnSome, type ActDeps, type Chunk } from "./act.ts";
import { budgetOf, dueAt } from "./due.ts";
import {
  dropOrphans,
  lockRule,
  noteRan,
  placesAtWork,
  rulesAtWork,
  stopRule,
  type RuleRow,
} from "./queries.ts";

export const runKind = "lifecycle.run";
const chunk = 100;
const attempts = 5;
const orphansAtOnce = 5000;

/** Has the rules of each organization looked at, once an hour. */
export const startLifecycleJob = (newId: NewId): JobKind =>
  job({
    kind: "lifecycle.start",
    input: z.object({}),
    everySeconds: 3600,
    run: async ({ database, clock }) => {
      for (let gone = orphansAtOnce; gone === orphansAtOnce;) {
        [gone = 0] = await database.asSystem().query(dropOrphans(orphansAtOnce));
      }
      const places = await database.asSystem().query(placesAtWork());
      for (const organizationId of places) {
        await database.transaction(organizationId, async (db) => {
          const enqueue = createEnqueue(
            db,
            { organizationId, userId: null, now: clock.now(), newId },
            () => attempts,
          );
          await enqueue({ kind: runKind, input: {}, dedupeKey: runKind });
        });
      }
      return { organizations: places.length };
    },
  });

/** A rule that would act on too many acts on nobody, and somebody responsible is told. */
async function stop(
  db: Transaction,
  acting: Acting,
  newId: NewId,
  at: { rule: RuleRow; due: number; budget: number },
) {
  const { rule, due, budget } = at;
  const { now, record } = acting;
  await db.query(stopRule(rule.uuid, due, now.toISOString()));
  const reason = `The lifecycle rule “${rule.name}” would have acted on ${due} people, and may on ${Math.max(0, budget)}. It stopped.`;
  const evidence = { rule: rule.id, due, allowed: Math.max(0, budget) };
  const [raised] = await db.query(
    raiseEvent(
      newId(), "lifecycle_stopped", "high", rule.uuid, null, null, [reason], JSON.stringify(evidence),
      now.toISOString(),
    ),
  ); // prettier-ignore
  record({
    name: "lifecycle_rule.stopped",
    target: { type: "lifecycle_rule", id: rule.uuid, name: rule.name },
    data: { due, allowed: Math.max(0, budget) },
  });
  if (raised?.fresh !== true) return;
  record({
    name: "security.alerted",
    target: { type: "securityEvent", id: raised.id, name: "lifecycle_stopped" },
    reason,
    data: { securityEvent: raised.id, kind: "lifecycle_stopped", severity: "high", responses: [] },
  });
}

/**
 * Looks at every rule of the organization. How far each is with whom is written with what it did, so a run that dies
 * begins anew and finds those that are left.
 */
export const runLifecycleJob = (deps: ActDeps): JobKind =>
  job({
    kind: runKind,
    input: z.object({}),
    run: async (context) => {
      let acted = Number(context.checkpoint?.["acted"] ?? 0);
      let refused = Number(context.checkpoint?.["refused"] ?? 0);
      const end = <T>(value: T) => ({ checkpoint: { acted, refused }, done: acted, total: null, value });
      /** The rule as it is now, locked; whoever switched it off stops it between two chunks. */
      const stillAtWork = async (db: Transaction, id: string): Promise<RuleRow | null> => {
        const [rule] = await db.query(lockRule(id));
        return rule === undefined || !rule.enabled || rule.stoppedAt !== null ? null : rule;
      };

      for (const { uuid } of await context.db.query(rulesAtWork())) {
        try {
          const mayAct = await context.batch(async (db, acting) => {
            const rule = await stillAtWork(db, uuid);
            if (rule === null) return end(false);
            let due = 0;
            for (const step of rule.steps.keys()) {
              const [count = 0] = await db.query((await dueAt(db, rule, step, acting.now)).count);
              due += count;
            }
            const budget = await budgetOf(db, rule, acting.now);
            if (due > Math.max(0, budget)) await stop(db, acting, deps.newId, { rule, due, budget });
            else await db.query(noteRan(uuid, acting.now.toISOString()));
            return end(due > 0 && due <= budget);
          });
          if (!mayAct) continue;
          const steps =
            (await context.db.query(rulesAtWork())).find((rule) => rule.uuid === uuid)?.steps ?? [];
          for (const step of [...steps.keys()].reverse()) {
            for (let met = chunk; met > 0;) {
              const did = await context.batch(async (db, acting) => {
                const none: Chunk = { met: 0, acted: 0, refused: 0 };
                const rule = await stillAtWork(db, uuid);
                if (rule === null) return end(none);
                const most = Math.min(chunk, await budgetOf(db, rule, acting.now));
                const some = await actOnSome(deps, { ...acting, db }, rule, { step, most });
                acted += some.acted;
                refused += some.refused;
                return end(some);
              });
              met = did.met;
            }
          }
        } catch (cause) {
          if (!(cause instanceof Problem) || cause.status >= 500) throw cause;
          // A segment that the rule names may be gone; the other rules go on.
          await context.log("warning", `${cause.code}: ${cause.message}`);
        }
      }
      return { acted, refused };
    },
  });
