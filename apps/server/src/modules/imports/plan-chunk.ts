import { attributePrefix } from "@atrium/contracts";
import { inTurns } from "#kernel/in-turns";
import { Problem } from "#kernel/problem";
import type { Sight } from "#modules/attributes";
import { gainsOf, guardedRules } from "#modules/groups";
import { domainsHeld } from "#modules/organizations";
import {
  aboveCaller,
  anyPeople,
  asStored,
  checkManager,
  everHeldByMany,
  roomLeft,
  storedFields,
  type NewPerson,
} from "#modules/users";
import type { CellProblem } from "./cells.ts";
import { giftsFor, meet, nameOfField, type Planned, type Planning, type Setting } from "./plan.ts";
import { planRow } from "./plan-row.ts";
import type { ReadRow } from "./row.ts";

type By = Planning & { readonly organizationId: string; readonly sight: Sight };

const refused = (row: ReadRow, problem: CellProblem): Planned => ({
  kind: "error",
  row,
  problems: [problem],
});

/** The person that a row makes, as far as they are known before they are made. */
export function draftOf(
  planned: Extract<Planned, { kind: "create" }>,
  setting: Setting,
  id: string,
): NewPerson {
  const { row, fields, gifts } = planned;
  return {
    id,
    fields,
    status: row.status ?? setting.rules.status,
    roles: gifts.map(({ slug }) => slug).toSorted(),
    accountId: null,
    emailVerified: false,
  };
}

/** Nobody gets into a group above the caller by a rule that finds them from now on. */
async function refuseGains(by: By, setting: Setting, plan: readonly Planned[]): Promise<Planned[]> {
  const rules = await guardedRules(by.db, by.caller, by.now);
  if (rules.length === 0) return [...plan];
  // Rows without an id yet are told apart by one of no person's.
  const standIn = (number: number): string => `00000000-0000-0000-0000-${String(number).padStart(12, "0")}`;
  const idOf = new Map<Planned, string>();
  const rows = plan.flatMap((each): { id: string }[] => {
    if (each.kind === "create") {
      const id = standIn(each.row.number);
      idOf.set(each, id);
      return [asStored(draftOf(each, setting, id), by.organizationId, by.now)];
    }
    if (each.kind !== "update" || each.fields === null) return [];
    idOf.set(each, each.before.uuid);
    return [{ ...storedFields(each.fields), id: each.before.uuid }];
  });
  const gains = await gainsOf(by.db, rules, rows);
  return plan.map((each) => {
    const problem = gains.get(idOf.get(each) ?? "");
    return problem === undefined
      ? each
      : refused(each.row, { column: null, code: problem.code, detail: problem.message });
  });
}

/** Nobody becomes their own manager's manager; asked only where a manager changes. */
async function refuseCircles(by: By, setting: Setting, plan: readonly Planned[]): Promise<Planned[]> {
  const checked: Planned[] = [];
  for (const each of plan) {
    const manager = each.kind === "update" ? each.fields?.managerId : undefined;
    if (each.kind !== "update" || !manager || each.row.fields.managerId === undefined) {
      checked.push(each);
      continue;
    }
    try {
      await checkManager(by.db, each.before.uuid, manager);
      checked.push(each);
    } catch (cause) {
      if (!(cause instanceof Problem)) throw cause;
      checked.push(refused(each.row, { column: nameOfField(setting, "managerId"), code: cause.code, detail: cause.message })); // prettier-ignore
    }
  }
  return checked;
}

/** Attributes refer to people who are here. */
async function refuseReferences(
  by: By,
  setting: Setting,
  references: ReadonlyMap<ReadRow, ReadonlyMap<string, string>>,
  plan: readonly Planned[],
): Promise<Planned[]> {
  if (references.size === 0) return [...plan];
  const here = new Set(
    await by.db.query(anyPeople([...references.values()].flatMap((of) => [...of.values()]))),
  );
  return plan.map((each) => {
    const missing = [...(references.get(each.row) ?? [])].filter(([, person]) => !here.has(person));
    if (each.kind === "error" || missing.length === 0) return each;
    const problems = missing.map(([key]) => ({
      column: nameOfField(setting, attributePrefix + key), code: "reference", detail: "is nobody here",
    })); // prettier-ignore
    return { kind: "error", row: each.row, problems };
  });
}

/** Only so many new people as there is room for; `taken` are those that earlier rows of a dry run would take. */
async function refuseBeyondRoom(by: By, plan: readonly Planned[], taken: number): Promise<Planned[]> {
  const room = await roomLeft(by.db, by.lock);
  if (room === null) return [...plan];
  let left = room - taken;
  return plan.map((each) => {
    if (each.kind !== "create" || left-- > 0) return each;
    const problem = new Problem("limit.users");
    return refused(each.row, { column: null, code: problem.code, detail: problem.message });
  });
}

/** What some rows come to. Writes nothing. */
export async function planChunk(
  by: By,
  setting: Setting,
  rows: readonly ReadRow[],
  taken: number,
): Promise<Planned[]> {
  const fine = rows.filter(({ problems }) => problems.length === 0);
  const met = await meet(by, fine);
  const found = [...(met.get(setting.rules.key)?.values() ?? [])];
  const changing = setting.rules.found === "update" ? found : [];
  const held =
    changing.length === 0 ? [] : await by.db.query(everHeldByMany(changing.map(({ uuid }) => uuid)));
  const withPassword = fine.some(({ hash }) => hash !== null);
  const planning = {
    setting,
    caller: by.caller,
    met,
    gifts: await giftsFor(by, fine, setting.rules, changing),
    isAbove: aboveCaller(by.caller, held),
    domains: new Set(withPassword ? await by.db.query(domainsHeld()) : []),
    sight: by.sight,
    references: new Map<ReadRow, ReadonlyMap<string, string>>(),
  };
  const plan = await refuseReferences(
    by,
    setting,
    planning.references,
    await inTurns(rows, (row) => planRow(planning, row)),
  );
  const guarded = await refuseGains(by, setting, await refuseCircles(by, setting, plan));
  return refuseBeyondRoom(by, guarded, taken);
}
