import { checkImport, runImport, type Permission } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { checkKind } from "../check-job.ts";
import type { ImportDeps } from "../deps.ts";
import { moveOn } from "../queries.ts";
import { runKind } from "../run-job.ts";
import { importTarget, shownImport, takeImport } from "../shown.ts";

export const checkImportOperation = (deps: ImportDeps) =>
  operation(checkImport, async ({ db, caller, now, enqueue, record }, { params }) => {
    const row = await takeImport(db, params.id, "check");
    const job = await enqueue({
      kind: checkKind,
      input: { import: row.uuid },
      permissions: ["users:create"],
      about: { name: row.name },
    });
    await db.query(moveOn(row.uuid, "checking", job, now.toISOString()));
    record({ name: "import.check_started", target: importTarget(row), data: { rows: row.rows } });
    return shownImport(db, caller, row.uuid, deps);
  });

export const runImportOperation = (deps: ImportDeps) =>
  operation(runImport, async ({ db, caller, now, enqueue, record, fail }, { params }) => {
    const row = await takeImport(db, params.id, "run");
    const updates = (row.counts?.update ?? 0) > 0;
    // Whoever loses one of these while it runs ends it within a batch.
    const needed: Permission[] = ["users:create"];
    if (updates) needed.push("users:update");
    if (row.rules.invite) needed.push("invitations:create");
    const missing = needed.find((permission) => !caller.permissions.has(permission));
    if (missing !== undefined) {
      fail("auth.forbidden", {
        detail: `This needs the permission ${missing}.`,
        extra: { permission: missing },
      });
    }
    const job = await enqueue({
      kind: runKind,
      input: { import: row.uuid },
      permissions: needed,
      about: { name: row.name, size: row.rows },
    });
    await db.query(moveOn(row.uuid, "running", job, now.toISOString()));
    const { mapping, rules, counts } = row;
    record({
      name: "import.started",
      target: importTarget(row),
      data: { fields: mapping.map(({ field }) => field), rules, counts },
    });
    return shownImport(db, caller, row.uuid, deps);
  });
