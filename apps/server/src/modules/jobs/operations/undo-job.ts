import { undoJob, type Permission } from "@atrium/contracts";
import { violatedConstraint } from "#kernel/db/failures";
import { operation } from "#kernel/operation";
import { isUndoable, mayUndo, type ShowJob } from "../policy.ts";
import { lockJob } from "../queries.ts";
import { takeJob } from "../take.ts";

export const undoJobOperation = (show: ShowJob, undoable: ReadonlyMap<string, string>) =>
  operation(undoJob, async ({ db, caller, enqueue, fail, record }, { params }) => {
    await db.query(lockJob(params.id));
    const before = await takeJob(db, params.id, caller);
    if (!mayUndo(caller, before)) fail("auth.forbidden");
    const kind = undoable.get(before.kind);
    if (kind === undefined || !isUndoable(before, undoable)) return fail("job.not_undoable");
    let id: string;
    try {
      id = await enqueue({
        kind,
        input: { job: params.id },
        undoes: params.id,
        // Kept as they were when the job was stored, from the same list of permissions.
        permissions: before.permissions as readonly Permission[],
        about: { ...before.about, undo: true },
      });
    } catch (cause) {
      if (violatedConstraint(cause) === "jobs_undo_once") return fail("job.not_undoable");
      throw cause;
    }
    record({
      name: "job.undo_started",
      target: { type: "job", id: params.id, name: before.kind },
      data: { undo: id },
    });
    return show(await takeJob(db, id, caller), caller);
  });
