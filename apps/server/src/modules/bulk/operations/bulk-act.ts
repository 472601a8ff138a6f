import { bulkAct, type BulkVerb } from "@atrium/contracts";
import type { Json } from "#kernel/events/record";
import { operation } from "#kernel/operation";
import { takeJob, type ShowJob } from "#modules/jobs";
import { findRole } from "#modules/roles";
import { takeSelection } from "#modules/selections";
import { actInput, type ActInput } from "../act-input.ts";
import { actKind } from "../act-job.ts";
import { permissionOf } from "../verbs.ts";

type Field = "fields" | "status" | "role" | "group" | "subject" | "text";
const needed: Record<BulkVerb, readonly Field[]> = {
  update: ["fields"],
  setStatus: ["status"],
  assignRole: ["role"],
  removeRole: ["role"],
  addToGroup: ["group"],
  removeFromGroup: ["group"],
  delete: [],
  restore: [],
  message: ["subject", "text"],
};

export const bulkActOperation = (show: ShowJob) =>
  operation(bulkAct, async ({ db, caller, now, enqueue, fail, record }, { body }) => {
    const { verb, selection: id, size } = body;
    const permission = permissionOf[verb];
    if (!caller.permissions.has(permission)) {
      fail("auth.forbidden", {
        detail: `This needs the permission ${permission}.`,
        extra: { permission },
      });
    }
    const missing = needed[verb].filter((field) => body[field] === undefined);
    if (missing.length > 0) {
      fail("bulk.incomplete", {
        fields: missing.map((field) => ({ pointer: `/${field}`, code: "required", detail: "is required" })),
      });
    }
    if (body.role !== undefined && (await db.query(findRole(body.role))).length === 0) {
      fail("bulk.incomplete", {
        fields: [{ pointer: "/role", code: "unknown", detail: "there is no such role" }],
      });
    }
    const selection = await takeSelection(db, id, { caller, now });
    if (selection.size !== size) fail("bulk.other_size", { extra: { size: selection.size } });
    const { addTags = [], removeTags = [], ...fields } = body.fields ?? {};
    const input: ActInput = actInput.parse({
      ...body,
      fields: JSON.parse(JSON.stringify(fields)) as Record<string, Json>,
      addTags,
      removeTags,
    });
    const about = { verb, size, ...(body.role === undefined ? {} : { role: body.role }) };
    const job = await enqueue({ kind: actKind, input, permissions: [permission, "users:read"], about });
    record({
      name: "users.bulk_started",
      target: { type: "job", id: job, name: actKind },
      reason: body.reason ?? null,
      data: {
        verb,
        size,
        fields: Object.keys(body.fields ?? {}),
        role: body.role ?? null,
        status: body.status ?? null,
      },
    });
    return show(await takeJob(db, job, caller), caller);
  });
