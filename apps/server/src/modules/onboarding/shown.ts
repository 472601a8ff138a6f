import type { OnboardingStepBody } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import type { Reader } from "#kernel/db/reader";
import type { Happening, Json } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { purposes } from "#modules/privacy";
import { findChecklist, lockChecklist, shownStep, type ChecklistRow, type StoredStep } from "./queries.ts";

export async function shownChecklist(db: Reader, id: string): Promise<ChecklistRow> {
  const [row] = await db.query(findChecklist(id));
  return row ?? fail("resource.not_found");
}

/** Takes a checklist's row for a change: there, and of the version the caller saw. */
export async function takeChecklist(db: Reader, id: string, ifMatch: number | null): Promise<ChecklistRow> {
  const [row] = await db.query(lockChecklist(id));
  if (row === undefined) return fail("resource.not_found");
  if (ifMatch !== null && ifMatch !== row.version) fail("precondition.failed", { extra: { current: row } });
  return row;
}

export const checklistTarget = ({ uuid, name }: ChecklistRow): Happening["target"] => ({
  type: "onboarding_checklist",
  id: uuid,
  name,
});

export function eventFields(
  row: Pick<ChecklistRow, "name" | "description" | "forWhom" | "dueDays" | "enabled" | "stored">,
): Record<string, Json> {
  const { name, description, forWhom, dueDays, enabled, stored } = row;
  return { name, description, forWhom, dueDays, enabled, steps: stored.map(shownStep) };
}

/** The steps as they are kept: known ones under their ids, new ones under new ids; refused where they ask for nothing. */
export async function settledSteps(
  db: Reader,
  steps: readonly OnboardingStepBody[],
  { known, newId }: { known: readonly StoredStep[]; newId: () => string },
): Promise<StoredStep[]> {
  const ids = new Set(known.map(({ id }) => id));
  const asked = steps.some(({ purposeId }) => purposeId !== null) ? await db.query(purposes()) : [];
  const before = new Set(known.map(({ purposeId }) => purposeId));
  return steps.map((step, at) => {
    const { id, title, link, kind, fields, purposeId } = step;
    // Each id names one step, so that nothing is ticked twice over.
    if (id !== undefined && !ids.delete(id)) {
      fail("onboarding.step_unknown", {
        fields: [{ pointer: `/steps/${at}/id`, code: "unknown", detail: "is no step of this checklist" }],
      });
    }
    const purpose = asked.find(({ uuid }) => uuid === purposeId);
    const isAsked = purpose !== undefined && (purpose.archivedAt === null || before.has(purposeId));
    if (purposeId !== null && !isAsked) {
      fail("consent.purpose_unknown", {
        fields: [
          { pointer: `/steps/${at}/purposeId`, code: "unknown", detail: "is nothing people are asked for" },
        ],
      });
    }
    return {
      id: id ?? newId(),
      title,
      help: step.help || null,
      link: link || null,
      kind,
      fields: [...new Set(fields)],
      purposeId,
    };
  });
}

export async function withFreeName<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (violatedConstraint(cause) !== "onboarding_checklists_name") throw cause;
    return fail("onboarding.name_taken", {
      fields: [{ pointer: "/name", code: "taken", detail: "is used already" }],
    });
  }
}
