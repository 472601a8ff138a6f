import { getJobArtefact } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { StorageNotFoundError, type Storage } from "#kernel/storage";
import { findArtefact } from "../queries.ts";
import { takeJob } from "../take.ts";

/** Who may see the job still has to be one who may read what is in its file: the starter too, as they are now. */
export const getJobArtefactOperation = (storage: Storage) =>
  operation(getJobArtefact, async ({ db, caller, now, fail }, { params }) => {
    const job = await takeJob(db, params.id, caller);
    const [file] = await db.query(findArtefact(params.id, params.name, now.toISOString()));
    if (file === undefined) return fail("resource.not_found");
    if (file.permission === "starter" && job.startedBy !== caller.userId) {
      return fail("resource.not_found");
    }
    if (
      file.permission !== "starter" &&
      !caller.permissions.names().some((name) => name === file.permission)
    ) {
      fail("auth.forbidden", {
        detail: `This needs the permission ${file.permission}.`,
        extra: { permission: file.permission },
      });
    }
    try {
      const stream = await storage.get(file.key);
      return { name: params.name, contentType: file.contentType, bytes: file.bytes, stream };
    } catch (cause) {
      if (cause instanceof StorageNotFoundError) return fail("resource.not_found");
      throw cause;
    }
  });
