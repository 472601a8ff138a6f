import { acceptTransfer, declineTransfer, listOwnTransfers } from "@atrium/contracts";
import { systemCaller } from "#kernel/caller";
import { fail, operation } from "#kernel/operation";
import type { Access } from "#modules/access";
import { findRole, giveRoles, removeGrant } from "#modules/roles";
import { lockOrganization } from "../queries.ts";
import { organizationTarget } from "../settings.ts";
import {
  endTransfer,
  lockTransfer,
  standingInside,
  transfersTo,
  transferTo,
  type TransferRow,
} from "../transfer-queries.ts";

export const listOwnTransfersOperation = operation(listOwnTransfers, async ({ asSystem, caller, now }) => ({
  items:
    caller.accountId === null ? [] : await asSystem().query(transfersTo(caller.accountId, now.toISOString())),
}));

const owner = "super-admin";
const userTarget = (id: string, name: string) => ({ type: "user", id, name });

export const acceptTransferOperation = (access: Access) =>
  operation(acceptTransfer, async ({ db, caller, now, newId, record, recordBeside }, { params }) => {
    const { accountId } = caller;
    const at = now.toISOString();
    const system = db.asSystem();
    const [transfer] = accountId === null ? [] : await system.query(transferTo(params.id, accountId, at));
    if (transfer === undefined) return fail("resource.not_found");
    const { organizationUuid, fromUuid, toUuid } = transfer;
    await db.enter(organizationUuid);
    // Held like every change of an organization's owners, so that none of them is lost between two changes.
    const [place] = await db.query(lockOrganization());
    const [[open], [giver], [taker], [role]] = await db.queries(
      lockTransfer(transfer.uuid),
      standingInside(fromUuid),
      standingInside(toUuid),
      findRole(owner),
    );
    if (place === undefined || open === undefined || role === undefined) return fail("resource.not_found");
    if (giver?.active !== true || !giver.owner || taker?.active !== true) {
      return fail("organization.transfer_unfit");
    }
    // What they hold today is what they give.
    const held = await access.rightsOfUser(system, organizationUuid, fromUuid, now);
    const from = {
      ...systemCaller("organizations", organizationUuid, held.inside),
      userId: fromUuid,
      platformPermissions: held.platform,
    };
    await giveRoles(db, { caller: from, roles: [owner], userId: toUuid, now, newId });
    // Less than they had, so nobody else is asked.
    await giveRoles(db, { caller: from, roles: ["admin"], userId: fromUuid, now, newId, approved: true });
    await db.query(removeGrant(fromUuid, role.uuid));
    await db.query(endTransfer(transfer.uuid, "accepted", at));
    const told = { organizationId: organizationUuid, actor: actorOf(transfer) };
    recordBeside({
      ...told,
      name: "grant.given",
      target: userTarget(toUuid, transfer.to.name),
      data: { role: owner },
    });
    recordBeside({
      ...told,
      name: "grant.ended",
      target: userTarget(fromUuid, transfer.from.name),
      data: { role: owner },
    });
    record({
      ...told,
      name: "organization.transferred",
      target: organizationTarget(place),
      changes: [{ field: "owner", before: transfer.from.id, after: transfer.to.id }],
    });
    return transfer;
  });

/** The person that the account is there, wherever it acts now. */
const actorOf = ({ toUuid, to }: TransferRow) => ({ type: "user" as const, id: toUuid, name: to.name });

export const declineTransferOperation = operation(
  declineTransfer,
  async ({ db, caller, now, record }, { params }) => {
    const { accountId } = caller;
    const at = now.toISOString();
    const [transfer] =
      accountId === null ? [] : await db.asSystem().query(transferTo(params.id, accountId, at));
    if (transfer === undefined) return fail("resource.not_found");
    await db.enter(transfer.organizationUuid);
    const [ended] = await db.query(endTransfer(transfer.uuid, "declined", at));
    if (ended === undefined) return fail("resource.not_found");
    record({
      name: "organization.transfer_ended",
      organizationId: transfer.organizationUuid,
      actor: actorOf(transfer),
      target: { type: "organization", id: transfer.organizationUuid, name: transfer.organization.name },
      changes: [{ field: "offeredTo", before: transfer.to.id, after: null }],
    });
  },
);
