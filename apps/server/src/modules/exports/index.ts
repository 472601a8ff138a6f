import { exportUsers, usualExportColumns } from "@atrium/contracts";
import { module, type Module } from "#kernel/module";
import { operation } from "#kernel/operation";
import { takeJob, type ShowJob } from "#modules/jobs";
import { takeSelection } from "#modules/selections";
import { conditionOfText } from "#modules/users";
import { columnsNamed } from "./columns.ts";
import {
  exportJob,
  exportKind,
  exportPermissions,
  type ExportInput,
  type ExportJobDeps,
} from "./export-job.ts";
import { rowOrder } from "./order.ts";

type ExportDeps = ExportJobDeps & { readonly show: ShowJob };

const exportUsersOperation = (deps: ExportDeps) =>
  operation(exportUsers, async ({ db, caller, now, enqueue, record }, { body }) => {
    const { format, sort, gzip, byteOrderMark } = body;
    const q = body.q === undefined || body.q.trim() === "" ? null : body.q;
    // What cannot be done is said now and not by a job that failed.
    if (q !== null) await conditionOfText(db, q, now, await deps.filterOf(db, caller));
    await rowOrder(db, caller, sort, deps.attributes);
    const selection =
      body.selection === undefined ? null : await takeSelection(db, body.selection, { caller, now });
    const chosen = body.columns ?? usualExportColumns;
    const columns = (await columnsNamed(db, caller, chosen, deps.moreColumns)).map(({ key }) => key);
    const input: ExportInput = {
      format, sort, gzip, byteOrderMark, q, columns,
      selection: body.selection ?? null,
      asOf: now.toISOString(),
    }; // prettier-ignore
    const size = selection?.size ?? null;
    const id = await enqueue({
      kind: exportKind,
      input,
      permissions: exportPermissions,
      about: { format, ...(size === null ? {} : { size }) },
    });
    record({
      name: "users.export_started",
      target: { type: "job", id, name: exportKind },
      data: { format, filter: q, sort, columns, selected: size },
    });
    return deps.show(await takeJob(db, id, caller), caller);
  });

export function exportsModule(deps: ExportDeps): Module {
  return module({
    name: "exports",
    operations: [exportUsersOperation(deps)],
    jobs: [exportJob(deps)],
  });
}
