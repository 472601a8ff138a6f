import { attributePrefix } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Json } from "#kernel/events/record";
import { Problem } from "#kernel/problem";
import { settle, type Sight } from "#modules/attributes";
import { changedFields, type UserRow } from "#modules/users";
import type { CellProblem } from "./cells.ts";
import { chosen, nameOfField, takenBy, type Gifts, type Met, type Planned, type Setting } from "./plan.ts";
import { overlaid, type ReadRow } from "./row.ts";

export type RowPlanning = {
  readonly setting: Setting;
  readonly caller: Caller;
  readonly met: Met;
  readonly gifts: Gifts;
  readonly isAbove: (id: string) => boolean;
  /** The domains that the organization has proven. */
  readonly domains: ReadonlySet<string>;
  readonly sight: Sight;
  /** Whom attributes of rows refer to, by attribute; filled as rows are planned. */
  readonly references: Map<ReadRow, ReadonlyMap<string, string>>;
};

const problemOf = (
  column: string | null,
  code: Problem["code"],
  detail = new Problem(code).message,
): CellProblem => ({
  column,
  code,
  detail,
});

/** Passwords come in where the organization has proven the address to be its own, or the platform's people vouch. */
function mayBringPassword({ caller, domains }: RowPlanning, email: string): boolean {
  if (!caller.permissions.has("credentials:reset")) return false;
  return (
    caller.platformPermissions.has("organizations:manage") || domains.has(email.slice(email.indexOf("@") + 1))
  );
}

type Settled = { readonly values: Json; readonly problems: CellProblem[] };

/** What the attributes become by the rules of single writes; whom they refer to is looked up for all rows at once. */
function attributesOf(by: RowPlanning, row: ReadRow, found: UserRow | null): Settled | null {
  const { setting, sight, references } = by;
  const given = (row.fields.attributes ?? {}) as Record<string, Json>;
  const clears = found !== null && setting.rules.empty === "clear";
  const emptied = clears ? row.empty.filter((name) => name.startsWith(attributePrefix)) : [];
  const wanted = {
    ...given,
    ...Object.fromEntries(emptied.map((name) => [name.slice(attributePrefix.length), null])),
  };
  if (found !== null && Object.keys(wanted).length === 0) return null;
  const mode = found === null ? "create" : "merge";
  const { values, problems, people } = settle(sight, wanted, found?.attributes ?? {}, mode);
  if (people.size > 0) references.set(row, people);
  return {
    values: values as Json,
    problems: problems.map(({ pointer, code, detail }) => {
      const field = pointer.slice(1).replace("/", ".");
      const column = nameOfField(setting, field);
      return { column, code, detail: column === null ? `${field} ${detail}` : detail };
    }),
  };
}
const valuesOf = (own: Settled | null) =>
  own === null ? {} : { attributes: own.values as Record<string, Json> };

const managerProblems = (
  { setting, gifts }: RowPlanning,
  managerId: string | null | undefined,
): CellProblem[] =>
  managerId && !gifts.managers.has(managerId)
    ? [problemOf(nameOfField(setting, "managerId"), "user.manager_unknown")]
    : [];

function planNew(by: RowPlanning, row: ReadRow): Planned {
  const { setting, gifts } = by;
  const { email } = row.fields;
  const roles = chosen(gifts.roles, row.roles ?? setting.rules.roles, nameOfField(setting, "roles"));
  const places = chosen(gifts.places, row.groups, nameOfField(setting, "groups"));
  const own = attributesOf(by, row, null);
  const problems = [
    ...takenBy(setting, by.met, row, undefined),
    ...roles.problems,
    ...places.problems,
    ...managerProblems(by, row.fields.managerId),
    ...(own?.problems ?? []),
  ];
  if (email === undefined) {
    problems.unshift({
      column: nameOfField(setting, "email"),
      code: "required",
      detail: "is needed for a new person",
    });
    return { kind: "error", row, problems };
  }
  if (row.status === "suspended" && !by.caller.permissions.has("users:suspend")) {
    problems.push(problemOf(nameOfField(setting, "status"), "auth.forbidden"));
  }
  if (row.hash !== null && !mayBringPassword(by, email)) {
    const detail = "A password comes in only for addresses of a domain that the organization has proven.";
    problems.push(problemOf(nameOfField(setting, "passwordHash"), "auth.forbidden", detail));
  }
  if (problems.length > 0) return { kind: "error", row, problems };
  return {
    kind: "create",
    row,
    fields: Object.assign({}, row.fields, valuesOf(own), { email }),
    gifts: roles.given,
    places: places.given,
  };
}

function planFound(by: RowPlanning, row: ReadRow, found: UserRow): Planned {
  const { setting, caller, gifts } = by;
  const { rules } = setting;
  if (rules.found === "skip") return { kind: "skip", row };
  if (rules.found === "conflict") {
    const column = nameOfField(setting, rules.key);
    return {
      kind: "conflict",
      row,
      problems: [{ column, code: "import.conflict", detail: "is here already" }],
    };
  }
  const whole = (code: Problem["code"]): Planned => ({
    kind: "error",
    row,
    problems: [problemOf(null, code)],
  });
  if (!caller.permissions.has("users:update")) return whole("auth.forbidden");
  if (found.uuid !== caller.userId && by.isAbove(found.uuid)) return whole("user.above_you");
  const own = attributesOf(by, row, found);
  const over = { ...overlaid(row, found, rules.empty), ...valuesOf(own) };
  const given = Object.fromEntries(Object.entries(over).filter(([, value]) => value !== undefined));
  const named = (row.roles ?? []).filter((slug) => !found.roles.includes(slug));
  const roles = chosen(gifts.roles, named, nameOfField(setting, "roles"));
  const places = chosen(gifts.places, row.groups, nameOfField(setting, "groups"));
  const fresh = places.given.filter(({ id }) => !gifts.held.has(`${id} ${found.uuid}`));
  const problems = [
    ...takenBy(setting, by.met, row, found),
    ...roles.problems,
    ...places.problems,
    ...managerProblems(by, row.fields.managerId),
    ...(own?.problems ?? []),
  ];
  if (roles.given.length > 0 && !caller.permissions.has("roles:assign")) {
    problems.push(problemOf(nameOfField(setting, "roles"), "auth.forbidden"));
  }
  if (problems.length > 0) return { kind: "error", row, problems };
  const fields = changedFields(found, given);
  if (fields === null && roles.given.length === 0 && fresh.length === 0) return { kind: "unchanged", row };
  return { kind: "update", row, before: found, fields, gifts: roles.given, places: fresh };
}

/** What one row comes to, by the rules of adding or changing one person. */
export function planRow(by: RowPlanning, row: ReadRow): Planned {
  if (row.problems.length > 0) return { kind: "error", row, problems: row.problems };
  const key = row.fields[by.setting.rules.key];
  const found = key ? by.met.get(by.setting.rules.key)?.get(key) : undefined;
  return found === undefined ? planNew(by, row) : planFound(by, row, found);
}
