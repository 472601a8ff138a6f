import type { Readable } from "node:stream";
import type { Permission } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { command, statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";
import type { Storage } from "#kernel/storage";

export type NewArtefact = {
  /** What it is called when somebody keeps it: letters, digits, dot, dash and underscore. */
  readonly name: string;
  readonly contentType: string;
  /** What one has to hold to read it; or it is for whoever started the job and nobody else. */
  readonly permission: Permission | "starter";
  readonly maxBytes?: number;
};
export type StoredArtefact = { readonly name: string; readonly bytes: number; readonly sha256: string };

const keptMs = 7 * 24 * 60 * 60 * 1000;
const largest = 8 * 1024 ** 3;
const nameShape = /^[a-z0-9][a-z0-9._-]{0,99}$/;

const announceArtefact = command<[string, string, string, string, string, string, string, string]>(
  `insert into job_artefacts (organization_id, job_id, name, content_type, storage_key, permission, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)
   on conflict (organization_id, job_id, name) do update set content_type = excluded.content_type, bytes = null,
     sha256 = null, permission = excluded.permission, created_at = excluded.created_at, expires_at = excluded.expires_at`,
);
const finishArtefact = command<[string, string, string, number, string]>(
  `update job_artefacts set bytes = $4, sha256 = $5 where organization_id = $1 and job_id = $2 and name = $3`,
);
const expiredKeys = statement<[string, number], string>(
  "select storage_key from job_artefacts where expires_at < $1 order by expires_at limit $2",
  (row) => text(row, 0),
);
const dropArtefacts = command<[readonly string[], string]>(
  "delete from job_artefacts where storage_key = any($1) and expires_at < $2",
);

export async function storeArtefact(
  from: { db: Reader; storage: Storage; organizationId: string; jobId: string; now: Date },
  file: NewArtefact,
  body: Readable,
): Promise<StoredArtefact> {
  if (!nameShape.test(file.name)) throw new Error(`an artefact cannot be called ${file.name}`);
  const { db, organizationId, jobId, now } = from;
  const key = `jobs/${organizationId}/${jobId}/${file.name}`;
  const until = new Date(now.getTime() + keptMs);
  const { name, contentType, permission } = file;
  await db.query(
    announceArtefact(
      organizationId, jobId, name, contentType, key, permission, now.toISOString(), until.toISOString(),
    ),
  ); // prettier-ignore
  const { size, sha256 } = await from.storage.put(key, body, {
    contentType,
    maxBytes: file.maxBytes ?? largest,
  });
  await db.query(finishArtefact(organizationId, jobId, name, size, sha256));
  return { name, bytes: size, sha256 };
}

/** Forgets files whose time is over; the row goes last, so that nothing stays in storage that no row names. */
export async function forgetArtefacts(system: Reader, storage: Storage, now: Date): Promise<number> {
  let forgotten = 0;
  for (;;) {
    const keys = await system.query(expiredKeys(now.toISOString(), 100));
    for (const key of keys) await storage.delete(key);
    await system.query(dropArtefacts(keys, now.toISOString()));
    forgotten += keys.length;
    if (keys.length < 100) return forgotten;
  }
}
