import { formatId, type OnboardingChecklist, type OnboardingStepBody } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, integerOrNull, json, text, textOrNull, time, timeOrNull } from "#kernel/db/values";

/** A step as it is kept, with bare ids. */
export type StoredStep = OnboardingStepBody & { readonly id: string };
export type ChecklistRow = OnboardingChecklist & {
  readonly uuid: string;
  readonly stored: readonly StoredStep[];
};

const columns =
  "id, name, description, enabled_at, for_whom, due_days, steps, created_at, updated_at, version";

export const shownStep = (step: StoredStep): OnboardingChecklist["steps"][number] => ({
  ...step,
  id: formatId("onboardingStep", step.id),
  purposeId: step.purposeId === null ? null : formatId("consentPurpose", step.purposeId),
});

function read(row: RawRow): ChecklistRow {
  const stored = json<StoredStep[]>(row, 6);
  const enabledAt = timeOrNull(row, 3);
  return {
    uuid: text(row, 0),
    id: formatId("onboardingChecklist", text(row, 0)),
    name: text(row, 1),
    description: textOrNull(row, 2),
    enabled: enabledAt !== null,
    enabledAt,
    forWhom: text(row, 4),
    dueDays: integerOrNull(row, 5),
    stored,
    steps: stored.map(shownStep),
    createdAt: time(row, 7),
    updatedAt: time(row, 8),
    version: integer(row, 9),
  };
}

export const mostChecklists = 20;
export const listChecklists = statement<[], ChecklistRow>(
  `select ${columns} from onboarding_checklists order by created_at, id limit ${mostChecklists}`,
  read,
);
export const findChecklist = statement<[id: string], ChecklistRow>(
  `select ${columns} from onboarding_checklists where id = $1`,
  read,
);
export const lockChecklist = statement<[id: string], ChecklistRow>(
  `select ${columns} from onboarding_checklists where id = $1 for update`,
  read,
);

type Written = [
  id: string, name: string, nameKey: string, description: string | null, forWhom: string, dueDays: number | null,
  steps: string, enabledAt: string | null, now: string,
]; // prettier-ignore
export const insertChecklist = command<Written>(
  `insert into onboarding_checklists (organization_id, id, name, name_key, description, for_whom, due_days, steps,
     enabled_at, created_at, updated_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
);
export const updateChecklistRow = command<Written>(
  `update onboarding_checklists set name = $2, name_key = $3, description = $4, for_whom = $5, due_days = $6, steps = $7,
     enabled_at = $8, updated_at = $9, version = version + 1
   where id = $1`,
);
export const deleteChecklistRow = command<[id: string]>("delete from onboarding_checklists where id = $1");

/** Forgets the ticks of steps that are gone, or that the facts decide on now. */
export const dropOtherTicks = command<[checklist: string, kept: readonly string[]]>(
  "delete from onboarding_ticks where checklist_id = $1 and step_id <> all ($2::uuid[])",
);
export const insertTick = statement<
  [person: string, step: string, checklist: string, now: string, by: string | null],
  boolean
>(
  `insert into onboarding_ticks (organization_id, user_id, step_id, checklist_id, ticked_at, ticked_by)
   values (current_organization(), $1, $2, $3, $4, $5) on conflict do nothing returning true`,
  (row) => flag(row, 0),
);
export const deleteTick = statement<[person: string, step: string], boolean>(
  "delete from onboarding_ticks where user_id = $1 and step_id = $2 returning true",
  (row) => flag(row, 0),
);

/** What one who goes had ticked, who stays has ticked, too; of one alone it is theirs still. */
export const copyTicks = command<[survivor: string, merged: string]>(
  `insert into onboarding_ticks (organization_id, user_id, step_id, checklist_id, ticked_at, ticked_by, merged_from)
   select organization_id, $1, step_id, checklist_id, ticked_at, ticked_by, $2 from onboarding_ticks where user_id = $2
   on conflict do nothing`,
);
export const takeBackTicks = command<[survivor: string, merged: string]>(
  "delete from onboarding_ticks where user_id = $1 and merged_from = $2",
);

export const personHere = statement<[id: string], string>(
  "select display_name from users where id = $1 and deleted_at is null",
  (row) => text(row, 0),
);
