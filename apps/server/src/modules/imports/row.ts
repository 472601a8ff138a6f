import { importRules, updateUser, userStatuses, type ImportColumn, type Input } from "@atrium/contracts";
import type { Json } from "#kernel/events/record";
import { importedHashProblem } from "#kernel/passwords/imported-hash";
import { readCell, UnfitCell, type CellProblem } from "./cells.ts";

export type StagedRow = { readonly number: number; readonly line: number; readonly cells: readonly string[] };
export type PatchFields = Input<typeof updateUser>["body"];
export type NewStatus = "pending" | "active" | "inactive" | "suspended";

/** A row of a file as the mapping reads it; what is wrong with it stands beside. */
export type ReadRow = {
  readonly number: number;
  readonly line: number;
  readonly fields: PatchFields;
  /** Fields whose cells are empty. */
  readonly empty: readonly string[];
  readonly status: NewStatus | null;
  readonly roles: readonly string[] | null;
  readonly groups: readonly string[];
  readonly hash: string | null;
  readonly problems: CellProblem[];
};

const beside = new Set(["status", "roles", "groups", "passwordHash"]);
const statuses = userStatuses.filter((status) => status !== "deleted");
const hashDetail = {
  unknown: "is no password hash that can be checked",
  too_costly: "is a password hash that costs too much to check",
} as const;

/** Puts a value where the body of a person has it: `address.city` into the address. */
function put(body: Record<string, Json>, field: string, value: Json): void {
  const dot = field.indexOf(".");
  if (dot === -1) {
    body[field] = value;
    return;
  }
  const inner = (body[field.slice(0, dot)] ?? {}) as Record<string, Json>;
  body[field.slice(0, dot)] = { ...inner, [field.slice(dot + 1)]: value };
}

type Taken = {
  body: Record<string, Json>;
  own: Record<string, Json>;
  empty: string[];
  problems: CellProblem[];
};

export function createRowReader(options: { columns: readonly ImportColumn[]; names: readonly string[] }) {
  const { columns, names } = options;
  const nameOf = new Map(columns.map(({ field, column }) => [field, names[column] ?? field]));
  const columnNamed = (path: readonly PropertyKey[]): string | null => {
    const [head = "", inner] = path.map(String);
    return nameOf.get(inner === undefined ? head : `${head}.${inner}`) ?? nameOf.get(head) ?? null;
  };
  const invalid = (field: string, detail: string): CellProblem => ({
    column: columnNamed(field.split(".")),
    code: "invalid",
    detail,
  });

  function take(cells: readonly string[]): Taken {
    const taken: Taken = { body: {}, own: {}, empty: [], problems: [] };
    if (cells.length > names.length && cells.slice(names.length).some((cell) => cell !== "")) {
      taken.problems.push({
        column: null, code: "import.too_many_cells", detail: "has more cells than there are columns",
      }); // prettier-ignore
    }
    for (const column of columns) {
      const { field } = column;
      const cell = (cells[column.column] ?? "").trim();
      if (cell === "") {
        taken.empty.push(field);
        continue;
      }
      try {
        put(beside.has(field) ? taken.own : taken.body, field, readCell(cell, column));
      } catch (cause) {
        if (!(cause instanceof UnfitCell)) throw cause;
        taken.problems.push(invalid(field, cause.message));
      }
    }
    return taken;
  }

  return function readRow({ number, line, cells }: StagedRow): ReadRow {
    const { body, own, empty, problems } = take(cells);
    const parsed = updateUser.body.safeParse(body);
    for (const { path, message } of parsed.error?.issues ?? []) {
      problems.push({ column: columnNamed(path), code: "invalid", detail: message });
    }
    const given = own["status"] as string | undefined;
    const status = statuses.find((each) => each === given) ?? null;
    if (given !== undefined && status === null) {
      problems.push(invalid("status", `is none of ${statuses.join(", ")}`));
    }
    const hash = (own["passwordHash"] as string | undefined) ?? null;
    const wrong = hash === null ? null : importedHashProblem(hash);
    if (wrong !== null) problems.push(invalid("passwordHash", hashDetail[wrong]));
    return {
      number, line, empty, status, hash, problems,
      fields: parsed.data ?? {},
      roles: (own["roles"] as string[] | undefined) ?? null,
      groups: (own["groups"] as string[] | undefined) ?? [],
    }; // prettier-ignore
  };
}

const kept = new Set(["email", "displayName", ...beside]);

/** The fields of a row over those of a person who is here: what the file does not name stays as it is. */
export function overlaid(row: ReadRow, stands: { address: unknown }, empty: "leave" | "clear"): PatchFields {
  const over: Record<string, unknown> = { ...row.fields };
  delete over["attributes"];
  const gone = empty === "clear" ? row.empty.filter((name) => name.startsWith("address.")) : [];
  if (row.fields.address !== undefined || gone.length > 0) {
    const merged: Record<string, unknown> = { ...(stands.address as object | null), ...row.fields.address };
    for (const name of gone) delete merged[name.slice("address.".length)];
    over["address"] = Object.keys(merged).length === 0 ? null : merged;
  }
  if (empty === "clear") {
    for (const field of row.empty) {
      if (kept.has(field) || field.includes(".")) continue;
      over[field] = field === "tags" ? [] : null;
    }
  }
  return over as PatchFields;
}

export const defaultRules = importRules.parse({});
