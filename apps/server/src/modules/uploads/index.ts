import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import { module, type Module } from "#kernel/module";
import type { Storage } from "#kernel/storage";
import { cleanUpJob } from "./clean-up-job.ts";
import { createUploadOperation } from "./operations/create-upload.ts";
import { deleteUploadOperation, getUploadOperation } from "./operations/own-uploads.ts";
import { findUpload, letGo, type UploadRow } from "./queries.ts";

export type { UploadRow } from "./queries.ts";

/** A file that somebody brought, for a job that acts for them; undefined where it is not theirs or its time is over. */
export async function uploadOf(
  db: Reader,
  from: { id: string; userId: string; now: Date },
): Promise<UploadRow | undefined> {
  return (await db.query(findUpload(from.id, from.userId, from.now.toISOString())))[0];
}

/** A file that has been read; nobody finds it any more. */
export async function finishUpload(db: Reader, id: string, now: Date): Promise<void> {
  await db.query(letGo(id, now.toISOString()));
}

export function uploadsModule(deps: { database: Database; storage: Storage }): Module {
  return module({
    name: "uploads",
    operations: [createUploadOperation(deps), getUploadOperation, deleteUploadOperation],
    jobs: [cleanUpJob(deps.storage)],
  });
}
