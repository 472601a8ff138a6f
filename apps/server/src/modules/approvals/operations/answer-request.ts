import {
  approveAccessRequest,
  contracts,
  denyAccessRequest,
  withdrawAccessRequest,
  type AccessRequestState,
  type Contract,
} from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import type { Happening } from "#kernel/events/record";
import { fail, operation } from "#kernel/operation";
import { joinGroup } from "#modules/groups";
import type { Messages } from "#modules/messages";
import { checkGift, checkScope, findGrant, insertGrant, takeSubject, told } from "#modules/roles";
import { tellRequester } from "../contacts.ts";
import { inPerson, isSamePerson, type InPerson } from "../person.ts";
import { answerRequest, lockRequest, type RequestRow } from "../queries.ts";
import { requestTarget, shownAgain } from "../shown.ts";

const usableMs = 7 * 86_400_000;
const declared: readonly Contract[] = contracts;

async function openRequest(db: Reader, id: string, now: Date): Promise<RequestRow> {
  const [row] = await db.query(lockRequest(id));
  if (row === undefined) return fail("resource.not_found");
  if (row.state !== "open" || Date.parse(row.expiresAt) <= now.getTime()) fail("access_request.not_open");
  return row;
}

/** Four eyes are those of two people, neither of whom gets what is given. */
async function refuseOwn(db: Transaction, me: InPerson, row: RequestRow): Promise<void> {
  const users = [row.requester, ...(row.holder?.type === "user" ? [row.holder.id] : [])];
  if (await isSamePerson(db.asSystem(), me, { accounts: [row.requesterAccount], users })) {
    fail("access_request.own");
  }
}

type Given = { grant: string | null; beside: Happening | null };

/** Gives what was asked for, as if whoever approves gave it themselves. */
async function give(
  db: Transaction,
  row: RequestRow,
  from: { me: InPerson; caller: Caller; now: Date; newId: () => string },
): Promise<Given> {
  const { me, caller, now } = from;
  const { holder, at } = row;
  if (row.operation !== null) {
    const permission = declared.find(({ id }) => id === row.operation)?.permission;
    const held = [...caller.permissions.names(), ...caller.platformPermissions.names()];
    if (!held.some((name) => name === permission)) fail("auth.forbidden", { extra: { permission } });
    return { grant: null, beside: null };
  }
  if (holder === null) throw new Error("a request for nobody");
  const { name } = await takeSubject(db, caller, me.organizationId, holder);
  if (row.groupUuid !== null) {
    const place = { groupId: row.groupUuid, userId: holder.id, now };
    return { grant: null, beside: await joinGroup(db, caller, place) };
  }
  if (at === null) throw new Error("a request for nowhere");
  if (row.validUntil !== null && Date.parse(row.validUntil) <= now.getTime()) fail("grant.period");
  await checkScope(db, me.organizationId, at);
  const what = { role: row.role ?? undefined, permission: row.wanted ?? undefined };
  const { roleId, scope } = await checkGift(db, caller, what, at, true);
  const [id] = await db.query(
    insertGrant(
      from.newId(), holder.type, holder.id, roleId, row.wanted, scope.kind, scope.type, scope.id, null, row.validUntil,
      caller.userId, row.reason, now.toISOString(), "request",
    ),
  ); // prettier-ignore
  // They were given it in the meantime.
  if (id === undefined) return { grant: null, beside: null };
  const [grant] = await db.query(findGrant(id));
  if (grant === undefined) throw new Error("the grant was not stored");
  return { grant: id, beside: { name: "grant.given", ...told(grant, name), reason: row.reason } };
}

function toldAnswer(row: RequestRow, state: AccessRequestState, reason: string | null) {
  return {
    target: requestTarget(row),
    changes: [{ field: "state", before: row.state, after: state }],
    reason,
    data: { requestedBy: row.requestedBy, subject: row.subject, scope: row.scope },
  };
}

export const approveAccessRequestOperation = (messages: Messages) =>
  operation(
    approveAccessRequest,
    async ({ db, caller, now, newId, record, recordBeside }, { params, body }) => {
      const me = inPerson(caller);
      const row = await openRequest(db, params.id, now);
      await refuseOwn(db, me, row);
      const { grant, beside } = await give(db, row, { me, caller, now, newId });
      const reason = body.reason || null;
      const by = caller.actor.name ?? "";
      const expires = row.operation === null ? null : new Date(now.getTime() + usableMs).toISOString();
      await db.query(
        answerRequest(row.uuid, "approved", now.toISOString(), me.userId, by, reason, grant, expires),
      );
      if (beside !== null) recordBeside(beside);
      record({ name: "access_request.approved", ...toldAnswer(row, "approved", reason) });
      await tellRequester(db, messages, {
        organizationId: me.organizationId, row, answer: "approved", by, note: reason,
      }); // prettier-ignore
      return shownAgain(db, row.uuid, caller);
    },
  );

export const denyAccessRequestOperation = (messages: Messages) =>
  operation(denyAccessRequest, async ({ db, caller, now, record }, { params, body }) => {
    const me = inPerson(caller);
    const row = await openRequest(db, params.id, now);
    await refuseOwn(db, me, row);
    const { reason } = body;
    const by = caller.actor.name ?? "";
    await db.query(answerRequest(row.uuid, "denied", now.toISOString(), me.userId, by, reason, null, null));
    record({ name: "access_request.denied", ...toldAnswer(row, "denied", reason) });
    await tellRequester(db, messages, {
      organizationId: me.organizationId, row, answer: "denied", by, note: reason,
    }); // prettier-ignore
    return shownAgain(db, row.uuid, caller);
  });

export const withdrawAccessRequestOperation = operation(
  withdrawAccessRequest,
  async ({ db, caller, now, record, fail: refuse }, { params }) => {
    const [row] = await db.query(lockRequest(params.id));
    if (row === undefined || row.requester !== caller.userId) return refuse("resource.not_found");
    inPerson(caller);
    if (row.state !== "open") refuse("access_request.not_open");
    await db.query(answerRequest(row.uuid, "withdrawn", now.toISOString(), null, null, null, null, null));
    record({ name: "access_request.withdrawn", ...toldAnswer(row, "withdrawn", null) });
    return shownAgain(db, row.uuid, caller);
  },
);
