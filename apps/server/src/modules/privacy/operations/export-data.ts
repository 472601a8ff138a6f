import { exportMyData, exportUserData, type Permission } from "@atrium/contracts";
import { fail, operation, type WriteContext } from "#kernel/operation";
import { everHeld, isAbove } from "#modules/access";
import { takeJob, type ShowJob } from "#modules/jobs";
import { personIs } from "../consent-queries.ts";
import { dataExportKind, dataExportPermission } from "../data-export.ts";

async function start(
  { db, caller, record, enqueue }: Pick<WriteContext, "db" | "caller" | "record" | "enqueue">,
  from: { person: string; permissions: readonly Permission[]; show: ShowJob },
) {
  const [name] = await db.query(personIs(from.person));
  if (name === undefined) return fail("resource.not_found");
  const { person, permissions } = from;
  const id = await enqueue({
    kind: dataExportKind,
    input: { person },
    permissions,
    about: { name, own: person === caller.userId },
    dedupeKey: `${dataExportKind} ${person} ${caller.userId ?? ""}`,
  });
  record({ name: "user.data_export_started", target: { type: "user", id: person, name }, data: { job: id } });
  return from.show(await takeJob(db, id, caller), caller);
}

export const exportUserDataOperation = (show: ShowJob) =>
  operation(exportUserData, async (context, { params }) => {
    const held = await context.db.query(everHeld(params.id));
    if (isAbove(context.caller, held)) fail("user.above_you");
    return start(context, { person: params.id, permissions: [dataExportPermission], show });
  });

export const exportMyDataOperation = (show: ShowJob) =>
  operation(exportMyData, async (context) => {
    const { userId } = context.caller;
    if (userId === null) return fail("auth.forbidden", { detail: "Only a person has data of their own." });
    return start(context, { person: userId, permissions: [], show });
  });
