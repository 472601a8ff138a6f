import { getMyOnboarding, getUserOnboarding, tickMyOnboarding, tickUserOnboarding } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { fail, operation, type WriteContext } from "#kernel/operation";
import { everHeld, isAbove } from "#modules/access";
import { isTicked } from "../facts.ts";
import { checklistsFor, personalChecklists } from "../personal.ts";
import { deleteTick, insertTick, personHere } from "../queries.ts";

async function nameOf(db: Reader, id: string): Promise<string> {
  const [name] = await db.query(personHere(id));
  return name ?? fail("resource.not_found");
}

export const getUserOnboardingOperation = operation(
  getUserOnboarding,
  async ({ db, asSystem, caller, now }, { params }) => {
    await nameOf(db, params.id);
    const about = { organization: caller.organizationId ?? "", person: params.id, now };
    return personalChecklists({ db, system: asSystem() }, about);
  },
);

export const getMyOnboardingOperation = operation(getMyOnboarding, async ({ db, asSystem, caller, now }) => {
  const { userId, organizationId } = caller;
  if (userId === null) return { items: [] };
  const about = { organization: organizationId ?? "", person: userId, now };
  return personalChecklists({ db, system: asSystem() }, about);
});

type Ticking = Pick<WriteContext, "db" | "caller" | "now" | "record" | "unchanged">;

/** Ticks a step for somebody or takes the tick back, once they are asked for it. */
async function tick(
  { db, caller, now, record, unchanged }: Ticking,
  person: { uuid: string; name: string; self: boolean },
  { stepId, done }: { stepId: string; done: boolean },
): Promise<{ done: boolean }> {
  const checklists = await checklistsFor(db, person.uuid, now);
  const checklist = checklists.find(({ stored }) => stored.some(({ id }) => id === stepId));
  const step = checklist?.stored.find(({ id }) => id === stepId);
  if (checklist === undefined || step === undefined) return fail("onboarding.step_unknown");
  if (!isTicked(step.kind)) fail("onboarding.automatic");
  if (person.self && step.kind === "manual_by_admin") fail("onboarding.not_yours");
  const [changed] = await db.query(
    done
      ? insertTick(person.uuid, stepId, checklist.uuid, now.toISOString(), caller.userId)
      : deleteTick(person.uuid, stepId),
  );
  if (changed !== true) {
    unchanged();
    return { done };
  }
  record({
    name: "user.onboarding_ticked",
    target: { type: "user", id: person.uuid, name: person.name },
    changes: [{ field: "done", before: !done, after: done }],
    data: { checklist: checklist.name, step: step.title },
  });
  return { done };
}

export const tickUserOnboardingOperation = operation(
  tickUserOnboarding,
  async (context, { params, body }) => {
    const { db, caller } = context;
    const name = await nameOf(db, params.id);
    const own = params.id === caller.userId;
    if (!own && isAbove(caller, await db.query(everHeld(params.id)))) fail("user.above_you");
    return tick(context, { uuid: params.id, name, self: false }, body);
  },
);

export const tickMyOnboardingOperation = operation(tickMyOnboarding, async (context, { body }) => {
  const { userId } = context.caller;
  const [name] = userId === null ? [] : await context.db.query(personHere(userId));
  if (userId === null || name === undefined) {
    return fail("auth.forbidden", { detail: "You are not of this organization." });
  }
  return tick(context, { uuid: userId, name, self: true }, body);
});
