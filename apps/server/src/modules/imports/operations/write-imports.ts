import { createImport, deleteImport, updateImport, type Permission } from "@atrium/contracts";
import { diff } from "#kernel/events/diff";
import type { Json } from "#kernel/events/record";
import type { EnqueueJob } from "#kernel/jobs/kind";
import { operation } from "#kernel/operation";
import { uploadOf } from "#modules/uploads";
import type { ImportDeps } from "../deps.ts";
import { askAnew, insertImport, moveOn, removeImport, setMapping, type Asked } from "../queries.ts";
import { readKind } from "../read-job.ts";
import { defaultRules } from "../row.ts";
import { importTarget, shownImport, takeImport } from "../shown.ts";

const reading: readonly Permission[] = ["users:create", "uploads:create"];
const readFile = (enqueue: EnqueueJob, id: string, name: string): Promise<string> =>
  enqueue({ kind: readKind, input: { import: id }, permissions: reading, about: { name } });

/** What was said of the file, without what was left open. */
function askedOf(body: { [K in keyof Asked]?: Asked[K] | undefined }): Asked {
  const { sheet, delimiter, encoding, header } = body;
  return {
    ...(sheet === undefined ? {} : { sheet }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(header === undefined ? {} : { header }),
  };
}

export const createImportOperation = (deps: ImportDeps) =>
  operation(createImport, async ({ db, caller, now, newId, enqueue, record, fail }, { body }) => {
    const upload = await uploadOf(db, { id: body.upload, userId: caller.userId ?? "", now });
    if (upload === undefined) return fail("import.upload_unknown");
    const { name } = upload;
    const uuid = newId();
    const asked = JSON.stringify(askedOf(body));
    const rules = JSON.stringify(defaultRules);
    await db.query(insertImport(uuid, name, upload.uuid, asked, rules, caller.userId, now.toISOString()));
    const job = await readFile(enqueue, uuid, name);
    await db.query(moveOn(uuid, "reading", job, now.toISOString()));
    record({
      name: "import.created",
      target: importTarget({ uuid, name }),
      changes: diff({}, { name, bytes: upload.bytes, sha256: upload.sha256 }),
    });
    return shownImport(db, caller, uuid, deps);
  });

export const updateImportOperation = (deps: ImportDeps) =>
  operation(
    updateImport,
    async ({ db, caller, request, now, enqueue, record, unchanged, fail }, { params, body }) => {
      const row = await takeImport(db, params.id, "update");
      if (request.ifMatch !== null && request.ifMatch !== row.version) {
        fail("precondition.failed", { extra: { current: await shownImport(db, caller, row.uuid, deps) } });
      }
      const at = now.toISOString();
      const asked = { ...row.asked, ...askedOf(body) };
      const rules = body.rules ?? row.rules;
      const mapping = body.mapping ?? row.mapping;
      const anew = diff({ ...row.asked }, { ...asked });
      const changes = [
        ...anew,
        ...diff(
          { mapping: row.mapping, rules: row.rules } as Record<string, Json>,
          { mapping, rules } as Record<string, Json>,
        ),
      ];
      if (changes.length === 0) unchanged();
      else if (anew.length > 0) {
        if (body.mapping !== undefined) {
          fail("import.mapping_unfit", {
            detail: "The columns are mapped once the file has been read again.",
          });
        }
        const upload = await uploadOf(db, { id: row.uploadId, userId: caller.userId ?? "", now });
        if (upload === undefined) fail("import.upload_unknown");
        const job = await readFile(enqueue, row.uuid, row.name);
        await db.query(askAnew(row.uuid, JSON.stringify(asked), JSON.stringify(rules), job, at));
      } else {
        if (row.phase === "reading") fail("import.state", { extra: { state: row.state } });
        const beyond = mapping.findIndex(({ column }) => column >= row.columns.length);
        if (beyond !== -1) {
          const detail = "there is no such column in the file";
          fail("import.mapping_unfit", {
            fields: [{ pointer: `/mapping/${beyond}/column`, code: "unknown", detail }],
          });
        }
        await db.query(setMapping(row.uuid, JSON.stringify(mapping), JSON.stringify(rules), at));
      }
      if (changes.length > 0) record({ name: "import.updated", target: importTarget(row), changes });
      return shownImport(db, caller, row.uuid, deps);
    },
  );

export const deleteImportOperation = operation(deleteImport, async ({ db, record }, { params }) => {
  const row = await takeImport(db, params.id, "delete");
  await db.query(removeImport(row.uuid));
  record({
    name: "import.deleted",
    target: importTarget(row),
    changes: [{ field: "name", before: row.name, after: null }],
  });
});
