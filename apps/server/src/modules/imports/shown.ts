import { attributePrefix, importFields, type ImportDetail, type ImportSummary } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import type { ImportDeps } from "./deps.ts";
import { shownSample } from "./guess.ts";
import { attributesToBring } from "./own-attributes.ts";
import { findImport, holdImport, type ImportRow } from "./queries.ts";

/** What can be done with an import where it stands. */
export function abilitiesOf({ phase, state, mapping, rules }: ImportRow): ImportDetail["abilities"] {
  const working = state === "reading" || state === "checking" || state === "running";
  const untouched = phase !== "running" && phase !== "done" && phase !== "expired";
  const mapped = mapping.some(({ field }) => field === rules.key);
  const abilities: ImportDetail["abilities"] = [];
  if (untouched && !working) abilities.push("update");
  if (untouched && !working && phase !== "reading" && mapped) abilities.push("check");
  if (state === "checked") abilities.push("run");
  if (!working) abilities.push("delete");
  if (state === "done" || (state === "failed" && phase === "running")) abilities.push("undo");
  return abilities;
}

export function summaryOf(row: ImportRow): ImportSummary {
  const { id, name, state, rows, counts, result, error, job, createdBy, createdAt, updatedAt, version } = row;
  const failed = state === "failed" ? error : null;
  return {
    id,
    name,
    state,
    rows,
    counts,
    result,
    error: failed,
    job,
    createdBy,
    createdAt,
    updatedAt,
    version,
  };
}

export async function detailOf(
  db: Reader,
  caller: Caller,
  row: ImportRow,
  deps: ImportDeps,
): Promise<ImportDetail> {
  const {
    format,
    encoding,
    delimiter,
    sheets,
    sheet,
    header,
    columns,
    mapping,
    guessed,
    rules,
    runJob,
    checkJob,
  } = row;
  const own = attributesToBring(await deps.attributes.sightOf(db, caller));
  return {
    ...summaryOf(row),
    format, encoding, delimiter, sheets, sheet, header, columns, mapping, guessed, rules, runJob, checkJob,
    // Whoever brought the file knows what is in it.
    sample: row.creator === caller.userId ? shownSample(row.sample) : [],
    fields: [
      ...importFields.map((field) => ({ field, title: null })),
      ...own.map(({ key, title }) => ({ field: `${attributePrefix}${key}`, title })),
    ],
    abilities: abilitiesOf(row),
  }; // prettier-ignore
}

export async function shownImport(
  db: Reader,
  caller: Caller,
  id: string,
  deps: ImportDeps,
): Promise<ImportDetail> {
  const [row] = await db.query(findImport(id));
  return row === undefined ? fail("resource.not_found") : detailOf(db, caller, row, deps);
}

/** An import for its next step: there, and at a point from which that leads on. */
export async function takeImport(
  db: Reader,
  id: string,
  ability: ImportDetail["abilities"][number],
): Promise<ImportRow> {
  await db.query(holdImport(id));
  const [row] = await db.query(findImport(id));
  if (row === undefined) return fail("resource.not_found");
  const { state } = row;
  if (abilitiesOf(row).includes(ability)) return row;
  const unmapped = ability === "check" && abilitiesOf(row).includes("update") && row.phase !== "reading";
  return unmapped
    ? fail("import.mapping_unfit", { detail: `No column is the ${row.rules.key} that people are found by.` })
    : fail("import.state", { extra: { state } });
}

export const importTarget = ({ uuid, name }: Pick<ImportRow, "uuid" | "name">) => ({
  type: "import",
  id: uuid,
  name,
});
