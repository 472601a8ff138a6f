import { createUpload, largestUpload } from "@atrium/contracts";
import type { Database } from "#kernel/db/database";
import { operation } from "#kernel/operation";
import type { Storage } from "#kernel/storage";
import { receive } from "../receive.ts";
import { keep, letGo, reserve, waitingBytes } from "../queries.ts";

const keptMs = 24 * 60 * 60 * 1000;
/** All files of an organization that wait to be read, together. */
const quotaBytes = 4 * largestUpload;

/**
 * The room is kept free before the first byte is read, in a transaction of its own: the file may be long on its way,
 * and neither may it hold a connection nor may many at once go past what there is room for.
 */
export const createUploadOperation = (deps: { database: Database; storage: Storage }) =>
  operation(createUpload, async ({ caller, db, now, newId, record, fail }, { query, body }) => {
    const { userId, organizationId } = caller;
    if (userId === null || organizationId === null) return fail("auth.forbidden");
    const room = body.contentLength ?? largestUpload;
    if (room > largestUpload) fail("upload.too_large", { extra: { maxBytes: largestUpload } });
    const id = newId();
    const key = `uploads/${organizationId}/${id}`;
    const until = new Date(now.getTime() + keptMs).toISOString();
    await deps.database.transaction(organizationId, async (own) => {
      await own.query(reserve(id, query.name, key, room, userId, now.toISOString(), until));
      const [waiting = 0] = await own.query(waitingBytes(now.toISOString()));
      if (waiting > quotaBytes) fail("upload.quota_reached", { extra: { quotaBytes } });
    });
    let received;
    try {
      received = await receive(deps.storage, key, body, room);
    } catch (cause) {
      await deps.database.transaction(organizationId, (own) => own.query(letGo(id, now.toISOString())));
      throw cause;
    }
    const { bytes, sha256, contentType } = received;
    const [row] = await db.query(keep(id, contentType, bytes, sha256, now.toISOString()));
    if (row === undefined) throw new Error("the file was not kept");
    record({
      name: "upload.created",
      target: { type: "upload", id, name: query.name },
      changes: [
        { field: "bytes", before: null, after: bytes },
        { field: "sha256", before: null, after: sha256 },
      ],
    });
    const { uuid: _uuid, key: _key, ...shown } = row;
    return shown;
  });
