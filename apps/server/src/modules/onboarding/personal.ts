import { formatId, type OnboardingField, type PersonalChecklist } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { dynamicQuery, type Parameter, type Query } from "#kernel/db/statement";
import { flag, textArray, time, timeOrNull } from "#kernel/db/values";
import { Problem } from "#kernel/problem";
import { conditionOfText } from "#modules/users";
import { binder, isDone, missingFields, stepsToDo, tickedAt } from "./facts.ts";
import { listChecklists, type ChecklistRow, type StoredStep } from "./queries.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Whom a checklist is meant for. */
export const meantFor = (db: Reader, { forWhom }: Pick<ChecklistRow, "forWhom">, now: Date) =>
  conditionOfText(db, forWhom === "" ? undefined : forWhom, now);

/** Whether a person is among those; never where its filter cannot be read any more, since a segment of it is gone. */
async function asksFor(
  db: Reader,
  checklist: ChecklistRow,
  at: { person: string; now: Date },
): Promise<Query<boolean> | null> {
  try {
    const { where, values } = await meantFor(db, checklist, at.now);
    return dynamicQuery(
      `select true from users where users.id = $${values.length + 1}::uuid and ${where}`,
      [...values, at.person],
      (row) => flag(row, 0),
    );
  } catch (cause) {
    if (cause instanceof Problem && cause.status < 500) return null;
    throw cause;
  }
}

/** The checklists that are on and meant for a person. */
export async function checklistsFor(db: Reader, person: string, now: Date): Promise<ChecklistRow[]> {
  const asked: { checklist: ChecklistRow; query: Query<boolean> }[] = [];
  for (const checklist of await db.query(listChecklists())) {
    if (!checklist.enabled) continue;
    const query = await asksFor(db, checklist, { person, now });
    if (query !== null) asked.push({ checklist, query });
  }
  const meant = await db.queries(...asked.map(({ query }) => query));
  return asked.flatMap(({ checklist }, at) => (meant[at]?.[0] === true ? [checklist] : []));
}

/** From when on somebody's time runs out; null where it never does. */
export function dueAt({ dueDays, enabledAt }: ChecklistRow, createdAt: string, now: Date): string | null {
  if (dueDays === null) return null;
  const since = Math.max(Date.parse(createdAt), Date.parse(enabledAt ?? now.toISOString()));
  return new Date(since + dueDays * dayMs).toISOString();
}
export const isOver = (due: string | null, now: Date): boolean =>
  due !== null && Date.parse(due) < now.getTime();

type Standing = {
  readonly createdAt: string;
  readonly steps: readonly { done: boolean; doneAt: string | null; missing: OnboardingField[] }[];
};

/** How a person stands with some steps, read off the facts. */
function standingOf(organization: string, person: string, steps: readonly StoredStep[]): Query<Standing> {
  const values: Parameter[] = [organization, person];
  const bind = binder(values);
  const parts = steps.map((step) => `${isDone(step, bind)}, ${tickedAt(step, bind)}, ${missingFields(step)}`);
  return dynamicQuery(
    `select ${["users.created_at", ...parts].join(", ")} from users
     where users.organization_id = $1::uuid and users.id = $2::uuid`,
    values,
    (row) => ({
      createdAt: time(row, 0),
      steps: steps.map((_, at) => ({
        done: flag(row, 1 + at * 3),
        doneAt: timeOrNull(row, 2 + at * 3),
        missing: textArray(row, 3 + at * 3) as OnboardingField[],
      })),
    }),
  );
}

/** A person's checklists with what is done. `system` reads what is of their account. */
export async function personalChecklists(
  { db, system }: { db: Reader; system: Reader },
  about: { organization: string; person: string; now: Date },
): Promise<{ items: PersonalChecklist[] }> {
  const { organization, person, now } = about;
  const checklists = await checklistsFor(db, person, now);
  if (checklists.length === 0) return { items: [] };
  const toDo = await stepsToDo(db);
  const wanted = checklists
    .map((checklist) => ({ checklist, steps: toDo(checklist) }))
    .filter(({ steps }) => steps.length > 0);
  const standings = await system.queries(
    ...wanted.map(({ steps }) => standingOf(organization, person, steps)),
  );
  return {
    items: wanted.flatMap(({ checklist, steps }, at) => {
      const standing = standings[at]?.[0];
      return standing === undefined ? [] : [shown(checklist, steps, standing, now)];
    }),
  };
}

function shown(
  checklist: ChecklistRow,
  stored: readonly StoredStep[],
  standing: Standing,
  now: Date,
): PersonalChecklist {
  const { id, name, description } = checklist;
  const nothing = { done: false, doneAt: null, missing: [] };
  const steps = stored.map((step, at) => ({
    id: formatId("onboardingStep", step.id),
    title: step.title,
    help: step.help,
    link: step.link,
    kind: step.kind,
    ...(standing.steps[at] ?? nothing),
  }));
  const done = steps.filter((step) => step.done).length;
  const due = dueAt(checklist, standing.createdAt, now);
  return { id, name, description, dueAt: due, overdue: done < steps.length && isOver(due, now), done, steps };
}
