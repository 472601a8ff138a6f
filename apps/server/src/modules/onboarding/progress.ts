import {
  formatId,
  type getOnboardingProgress,
  type listOnboardingUnfinished,
  type Output,
} from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { dynamicQuery, type Parameter } from "#kernel/db/statement";
import { integer, text, time } from "#kernel/db/values";
import { binder, isDone, stepsToDo } from "./facts.ts";
import { dueAt, isOver, meantFor } from "./personal.ts";
import type { ChecklistRow, StoredStep } from "./queries.ts";

/** So many people are asked for at once: a moment's work, and the newest are those whom a checklist is about. */
const counted = 5000;
const lookedThrough = 1000;

type Readers = { readonly db: Reader; readonly system: Reader };
type Asked = { readonly checklist: ChecklistRow; readonly organization: string; readonly now: Date };

/** Whom a checklist is meant for, the newest first, from behind somebody on. Asked with the eyes of the organization. */
async function newest(
  db: Reader,
  { checklist, now }: Asked,
  most: number,
  after?: string,
): Promise<string[]> {
  const { where, values } = await meantFor(db, checklist, now);
  const all: Parameter[] = [...values];
  const behind =
    after === undefined
      ? ""
      : `and (users.created_at, users.id) < (select a.created_at, a.id from users a where a.id = ${binder(all)(after)}::uuid)`;
  return db.query(
    dynamicQuery(
      `select users.id from users where ${where} ${behind}
       order by users.created_at desc, users.id desc limit ${most}`,
      all,
      (row) => text(row, 0),
    ),
  );
}

/** Of each of these people how many steps are done. */
function standings(organization: string, people: readonly string[], steps: readonly StoredStep[]) {
  const values: Parameter[] = [organization, people];
  const bind = binder(values);
  const done = ["0", ...steps.map((step) => `(${isDone(step, bind)})::int`)].join(" + ");
  const from = `(
    select users.id, users.display_name, users.email, users.created_at, ${done} as done from users
    where users.organization_id = $1::uuid and users.id = any ($2::uuid[])) p`;
  return { from, values, bind };
}

export async function progressOf(
  { db, system }: Readers,
  asked: Asked,
): Promise<Output<typeof getOnboardingProgress>> {
  const { checklist, organization, now } = asked;
  const [found, toDo] = [await newest(db, asked, counted + 1), await stepsToDo(db)];
  const people = found.slice(0, counted);
  const steps = toDo(checklist);
  const { from, values, bind } = standings(organization, people, steps);
  const over =
    checklist.dueDays === null
      ? "false"
      : `greatest(p.created_at, ${bind(checklist.enabledAt ?? now.toISOString())}::timestamptz)
           + make_interval(days => ${bind(checklist.dueDays)}::int) < ${bind(now.toISOString())}::timestamptz`;
  const all = bind(steps.length);
  const [counts] = await system.query(
    dynamicQuery(
      `select count(*) filter (where p.done = ${all}::int), count(*) filter (where p.done < ${all}::int and not ${over}),
         count(*) filter (where p.done < ${all}::int and ${over}) from ${from}`,
      values,
      (row) => ({ done: integer(row, 0), underWay: integer(row, 1), overdue: integer(row, 2) }),
    ),
  );
  const none = { done: 0, underWay: 0, overdue: 0 };
  return { people: people.length, more: found.length > counted, ...(counts ?? none) };
}

export async function unfinishedOf(
  { db, system }: Readers,
  asked: Asked,
  page: { limit: number; after: string | undefined },
): Promise<Output<typeof listOnboardingUnfinished>> {
  const { checklist, organization, now } = asked;
  const [people, toDo] = [await newest(db, asked, lookedThrough, page.after), await stepsToDo(db)];
  const steps = toDo(checklist);
  const { from, values, bind } = standings(organization, people, steps);
  const found = await system.query(
    dynamicQuery(
      `select p.id, p.display_name, p.email, p.created_at, p.done from ${from} where p.done < ${bind(steps.length)}::int
       order by p.created_at desc, p.id desc limit ${page.limit + 1}`,
      values,
      (row) => {
        const due = dueAt(checklist, time(row, 3), now);
        return {
          id: formatId("user", text(row, 0)),
          displayName: text(row, 1),
          email: text(row, 2),
          done: integer(row, 4),
          steps: steps.length,
          dueAt: due,
          overdue: isOver(due, now),
        };
      },
    ),
  );
  const items = found.slice(0, page.limit);
  const last = people.length === lookedThrough ? people.at(-1) : undefined;
  const further = found.length > page.limit ? items.at(-1)?.id : last && formatId("user", last);
  return { items, next: further ?? null };
}
