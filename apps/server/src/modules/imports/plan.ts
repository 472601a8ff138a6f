import type { ImportColumn, ImportKey, ImportRules } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { Problem } from "#kernel/problem";
import { giftsOf, type RoleGift } from "#modules/roles";
import { anyPeople, peopleByKey, type PersonFields, type UserRow } from "#modules/users";
import { heldPlaces, placesOf, type Place } from "#modules/groups";
import type { CellProblem } from "./cells.ts";
import type { ReadRow } from "./row.ts";

/** What a row comes to. */
export type Planned =
  | { readonly kind: "create"; readonly row: ReadRow; readonly fields: PersonFields; readonly gifts: RoleGift[]; readonly places: Place[] }
  | {
      readonly kind: "update";
      readonly row: ReadRow;
      readonly before: UserRow;
      /** Null where only roles or groups come on top. */
      readonly fields: PersonFields | null;
      readonly gifts: RoleGift[];
      readonly places: Place[];
    }
  | { readonly kind: "unchanged" | "skip"; readonly row: ReadRow }
  | { readonly kind: "conflict" | "error"; readonly row: ReadRow; readonly problems: readonly CellProblem[] }; // prettier-ignore

export type Setting = {
  readonly columns: readonly ImportColumn[];
  readonly names: readonly string[];
  readonly rules: ImportRules;
};
export type Planning = {
  readonly db: Reader;
  readonly caller: Caller;
  readonly now: Date;
  /** Whoever is found is held until the transaction ends. */
  readonly lock: boolean;
};

const uniques = ["email", "externalId", "employeeNumber"] as const satisfies readonly ImportKey[];
const takenCodes = {
  email: "user.email_taken", externalId: "user.external_id_taken", employeeNumber: "user.employee_number_taken",
} as const; // prettier-ignore

/** The people that rows of a chunk meet, by each of what no two people share. */
export type Met = ReadonlyMap<ImportKey, ReadonlyMap<string, UserRow>>;

export async function meet(by: Planning, rows: readonly ReadRow[]): Promise<Met> {
  const met = new Map<ImportKey, Map<string, UserRow>>();
  for (const key of uniques) {
    const values = [...new Set(rows.flatMap(({ fields }) => fields[key] || []))];
    const people = values.length === 0 ? [] : await by.db.query(peopleByKey(key, values, by.lock));
    met.set(key, new Map(people.map((person) => [person[key] ?? "", person])));
  }
  return met;
}

export const nameOfField = ({ columns, names }: Setting, field: string): string | null => {
  const column = columns.find((each) => each.field === field)?.column;
  return column === undefined ? null : (names[column] ?? null);
};

/** What others hold already that the row wants for somebody else. */
export function takenBy(setting: Setting, met: Met, row: ReadRow, found: UserRow | undefined): CellProblem[] {
  return uniques.flatMap((key) => {
    const value = row.fields[key];
    const holder = value ? met.get(key)?.get(value) : undefined;
    if (holder === undefined || holder.uuid === found?.uuid) return [];
    return [{ column: nameOfField(setting, key), code: takenCodes[key], detail: "is somebody else's here" }];
  });
}

/** What a chunk may give: each role and group it names, or why not. */
export type Gifts = {
  readonly roles: ReadonlyMap<string, RoleGift | Problem>;
  readonly places: ReadonlyMap<string, Place | Problem>;
  readonly held: ReadonlySet<string>;
  readonly managers: ReadonlySet<string>;
};

export async function giftsFor(
  by: Planning,
  rows: readonly ReadRow[],
  rules: ImportRules,
  found: readonly UserRow[],
): Promise<Gifts> {
  const { db, caller, now } = by;
  const roles = await giftsOf(db, caller, [
    ...rules.roles,
    ...rows.flatMap(({ roles: named }) => named ?? []),
  ]);
  const groups = rows.flatMap((row) => row.groups);
  const places = await placesOf(db, caller, groups, now);
  const ids = [...places.values()].flatMap((place) => (place instanceof Problem ? [] : [place.id]));
  const pairs = await heldPlaces(
    db,
    found.map(({ uuid }) => uuid),
    ids,
  );
  const wanted = [...new Set(rows.flatMap(({ fields }) => fields.managerId || []))];
  const managers = new Set(wanted.length === 0 ? [] : await db.query(anyPeople(wanted)));
  return {
    roles,
    places,
    managers,
    held: new Set(pairs.map(({ groupId, userId }) => `${groupId} ${userId}`)),
  };
}

/** What of the names may be given, with a problem for each that may not. */
export function chosen<T>(
  from: ReadonlyMap<string, T | Problem>,
  names: readonly string[],
  column: string | null,
): { given: T[]; problems: CellProblem[] } {
  const given: T[] = [];
  const problems: CellProblem[] = [];
  for (const name of new Set(names)) {
    const found = from.get(name);
    if (found instanceof Problem)
      problems.push({ column, code: found.code, detail: `${name}: ${found.message}` });
    else if (found !== undefined) given.push(found);
  }
  return { given, problems };
}
