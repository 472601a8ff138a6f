import {
  createAccessRequest,
  formatId,
  mostOpenRequests,
  showScope,
  showSubject,
  type SubjectRef,
  type Input,
} from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { flag } from "#kernel/db/values";
import { fail, operation } from "#kernel/operation";
import { isPlatformOnly, standingOf } from "#modules/access";
import type { Messages } from "#modules/messages";
import { checkScope, roleBySlug } from "#modules/roles";
import { tellDeciders } from "../contacts.ts";
import { inPerson } from "../person.ts";
import { countOpen, insertRequest } from "../queries.ts";
import { digestOf } from "../required.ts";
import { requestTarget, shownAgain } from "../shown.ts";

const lifetimeMs = 14 * 86_400_000;
type Body = Input<typeof createAccessRequest>["body"];

/** Whether the subject holds it for good at this very scope, or belongs to the group already. */
const holdsAlready = statement<
  [subject: string, role: string | null, permission: string | null, scope: string, scopeId: string | null, group: string | null],
  boolean
>(
  `select exists (
     select 1 from grants g where g.subject_id = $1 and g.scope = $4 and g.scope_id is not distinct from $5
       and (g.role_id = $2 or g.permission = $3)
   ) or exists (select 1 from group_members m where m.user_id = $1 and m.group_id = $6 and m.by_hand)`,
  (row) => flag(row, 0),
); // prettier-ignore

/** What is asked for, as far as it is there at all. Whether it may be given is asked when somebody gives it. */
async function wantedIn(db: Reader, organizationId: string, body: Body, subject: SubjectRef) {
  const { permission, group, scope } = body;
  await checkScope(db, organizationId, scope);
  if (permission !== undefined && isPlatformOnly(permission) && scope.kind !== "platform") {
    return fail("permission.unknown");
  }
  if (group !== undefined) {
    if (subject.type !== "user") return fail("grant.subject_unknown");
    const [standing] = await db.query(standingOf(organizationId, { type: "group", id: group }));
    return standing === undefined ? fail("group.unknown") : { roleId: null, groupName: standing.name };
  }
  if (body.role === undefined) return { roleId: null, groupName: null };
  const [role] = await db.query(roleBySlug(body.role));
  return role === undefined ? fail("role.unknown") : { roleId: role.uuid, groupName: null };
}

export const createAccessRequestOperation = (messages: Messages) =>
  operation(createAccessRequest, async ({ db, caller, now, newId, record, fail: refuse }, { body }) => {
    const me = inPerson(caller);
    const { organizationId } = me;
    const { role = null, permission = null, group = null, scope, reason, validUntil = null } = body;
    const guarded = body.operation ?? null;
    if (validUntil !== null && Date.parse(validUntil) <= now.getTime()) refuse("grant.period");
    const [open = 0] = await db.query(countOpen(me.userId));
    if (open >= mostOpenRequests) refuse("access_request.too_many");

    const subject = body.subject ?? { type: "user", id: me.userId };
    const forAnother = subject.id !== me.userId;
    if (guarded === null && forAnother && !caller.permissions.has("roles:assign")) {
      refuse("auth.forbidden", { extra: { permission: "roles:assign" } });
    }
    if (subject.type === "api_key") refuse("grant.subject_unknown");
    const [standing] = guarded === null ? await db.query(standingOf(organizationId, subject)) : [];
    if (guarded === null && standing === undefined) refuse("grant.subject_unknown");
    const wanted =
      guarded === null
        ? await wantedIn(db, organizationId, body, subject)
        : { roleId: null, groupName: null };
    if (guarded === null) {
      const [held] = await db.query(
        holdsAlready(subject.id, wanted.roleId, permission, scope.kind, scope.id, group),
      );
      if (held === true) refuse("grant.exists");
    }

    const params = guarded === null ? null : (body.params ?? {});
    const digest = digestOf(
      guarded === null
        ? { subject: showSubject(subject), role, permission, group, scope: showScope(scope) }
        : { operation: guarded, params: params ?? {} },
    );
    const holder = guarded === null ? subject : null;
    const at = guarded === null && group === null ? scope : null;
    const name = caller.actor.name ?? "";
    const [id] = await db.query(
      insertRequest(
        newId(), me.userId, me.accountId, name, holder?.type ?? null, holder?.id ?? null, standing?.name ?? null,
        wanted.roleId, permission, group, guarded, params === null ? null : JSON.stringify(params), digest,
        at?.kind ?? null, at?.type ?? null, at?.id ?? null, validUntil, reason, now.toISOString(),
        new Date(now.getTime() + lifetimeMs).toISOString(),
      ),
    ); // prettier-ignore
    if (id === undefined) return refuse("access_request.exists");
    const row = { uuid: id, role, permission, groupName: wanted.groupName, operation: guarded };
    const field =
      guarded !== null ? "operation" : role !== null ? "role" : group !== null ? "group" : "permission";
    const after = guarded ?? role ?? permission ?? (group === null ? null : formatId("group", group));
    record({
      name: "access_request.created",
      target: requestTarget(row),
      changes: [{ field, before: null, after }],
      reason,
      data: {
        subject: holder === null ? null : showSubject(holder),
        scope: at === null ? null : showScope(at),
        validUntil,
        params,
      },
    });
    await tellDeciders(db, messages, { ...me, name, row, reason, now });
    return shownAgain(db, id, caller);
  });
