import { getImport, listImportProblems, listImports } from "@atrium/contracts";
import { fail, operation } from "#kernel/operation";
import type { ImportDeps } from "../deps.ts";
import { findImport, importList } from "../queries.ts";
import { shownImport, summaryOf } from "../shown.ts";
import { problemsBehind } from "../staging.ts";

export const listImportsOperation = ({ lists }: ImportDeps) =>
  operation(listImports, async ({ db }, { query }) => {
    const { sort, limit, cursor } = query;
    const page = lists(importList, { sort, limit, cursor, where: "true", values: [], prepared: true });
    const { items, next, previous } = page.finish(await db.query(page.query));
    return { items: items.map(summaryOf), next, previous, total: null, totalKind: "none" as const };
  });

export const getImportOperation = (deps: ImportDeps) =>
  operation(getImport, ({ db, caller }, { params }) => shownImport(db, caller, params.id, deps));

export const listImportProblemsOperation = operation(
  listImportProblems,
  async ({ db }, { params, query }) => {
    const [row] = await db.query(findImport(params.id));
    if (row === undefined) return fail("resource.not_found");
    const rows = await db.query(problemsBehind(params.id, query.after, query.limit));
    const items = rows.map(({ line, problems }) => ({ line, problems: [...problems] }));
    return { items, next: rows.length < query.limit ? null : (rows.at(-1)?.number ?? null) };
  },
);
