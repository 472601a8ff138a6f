import { deleteUpload, getUpload } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findUpload, letGo } from "../queries.ts";

export const getUploadOperation = operation(getUpload, async ({ db, caller, now, fail }, { params }) => {
  const [row] = await db.query(findUpload(params.id, caller.userId ?? "", now.toISOString()));
  if (row === undefined) return fail("resource.not_found");
  const { uuid: _uuid, key: _key, ...shown } = row;
  return shown;
});

export const deleteUploadOperation = operation(
  deleteUpload,
  async ({ db, caller, now, fail, record }, { params }) => {
    const [row] = await db.query(findUpload(params.id, caller.userId ?? "", now.toISOString()));
    if (row === undefined) return fail("resource.not_found");
    await db.query(letGo(row.uuid, now.toISOString()));
    record({
      name: "upload.deleted",
      target: { type: "upload", id: row.uuid, name: row.name },
      changes: [{ field: "bytes", before: row.bytes, after: null }],
    });
  },
);
