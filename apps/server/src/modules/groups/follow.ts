import { z } from "zod";
import { systemCaller, type RequestInfo } from "#kernel/caller";
import type { Transaction } from "#kernel/db/transaction";
import { completeEvent, insertEvent, type Json } from "#kernel/events/record";
import type { NewId } from "#kernel/ids";
import { job, type JobContext, type JobKind } from "#kernel/jobs/kind";
import { noPermissions } from "#kernel/permission-set";
import {
  dropRuleless,
  followKind,
  holdAgainst,
  noteChecked,
  ruledGroups,
  ruleIs,
  type Reached,
  type Ruled,
} from "./follow-queries.ts";

/** A transaction may carry an older time than one that was committed before it. */
const overlapMs = 60_000;
const first = "00000000-0000-0000-0000-000000000000";

type Tell = (db: Transaction, group: { id: string; name: string }, data: Record<string, Json>) => void;

async function followOne(context: JobContext, tell: Tell, group: Ruled): Promise<number> {
  const { clock } = context;
  const now = clock.now();
  const since =
    group.checkedAt === null ? null : new Date(Date.parse(group.checkedAt) - overlapMs).toISOString();
  let moved = 0;
  for (let after: Reached | null = { id: first, at: since }; after !== null;) {
    const from: Reached = after;
    after = await context.transaction(async (db) => {
      const [rule] = await db.query(ruleIs(group.id));
      if (rule !== group.rule) return null;
      const [step] = await db.query(holdAgainst(group, { after: from, now }));
      if (step === undefined) return null;
      moved += step.added + step.removed;
      if (step.added + step.removed > 0) {
        const { added, removed } = step;
        tell(db, group, { added, removed, rule: group.rule });
      }
      if (step.last === null)
        await db.query(noteChecked(group.id, group.rule, now.toISOString(), since === null));
      return step.last;
    });
  }
  return moved;
}

const requestOf = (id: string): RequestInfo => ({
  id, ip: null, local: true, agent: null, device: null, flow: null, origin: null, idempotencyKey: null, ifMatch: null,
}); // prettier-ignore

/** A rule that was given while the others were followed is followed too, within reason. */
const mostRounds = 5;

/** Holds whoever changed against every rule of the organization, and everybody against the rules that are new. */
export function followJob(newId: NewId): JobKind {
  return job({
    kind: followKind,
    input: z.object({}),
    run: async (context) => {
      const { organizationId, clock } = context;
      const caller = systemCaller("groups", organizationId, noPermissions);
      const tell: Tell = (db, { id, name }, data) => {
        const happening = {
          name: "group.members_followed",
          target: { type: "group", id, name },
          data,
        } as const;
        const from = { caller, request: requestOf(newId()), id: newId(), now: clock.now(), organizationId };
        db.beforeCommit(insertEvent(completeEvent(happening, from)));
      };
      await context.transaction(async (db) => {
        for (const { removed, ...group } of await db.query(dropRuleless())) {
          tell(db, group, { added: 0, removed, rule: null });
        }
      });
      let moved = 0;
      let due = await context.db.query(ruledGroups());
      for (let round = 0; due.length > 0 && round < mostRounds; round++) {
        for (const group of due) moved += await followOne(context, tell, group);
        due = (await context.db.query(ruledGroups())).filter(({ checkedAt }) => checkedAt === null);
      }
      return { moved };
    },
  });
}
