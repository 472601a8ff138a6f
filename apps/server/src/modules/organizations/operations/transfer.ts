import { formatId, getTransfer, offerTransfer, withdrawTransfer } from "@atrium/contracts";
import { fail, operation } from "#kernel/operation";
import { requireApproval } from "#modules/approvals";
import { currentOrganization } from "../queries.ts";
import { organizationTarget } from "../settings.ts";
import {
  dropExpired,
  endTransfer,
  insertTransfer,
  openTransfer,
  standingInside,
} from "../transfer-queries.ts";

const offeredForMs = 7 * 86_400_000;

export const getTransferOperation = operation(getTransfer, async ({ db, now }) => {
  const [transfer = null] = await db.query(openTransfer(now.toISOString()));
  return { transfer };
});

/** An owner offers; nothing changes hands before the other person accepts. */
export const offerTransferOperation = operation(
  offerTransfer,
  async ({ db, caller, now, newId, record }, { body }) => {
    const [[place], [to], [from]] = await db.queries(
      currentOrganization(),
      standingInside(body.userId),
      standingInside(caller.userId ?? ""),
    );
    // Whoever looks in from elsewhere owns nothing here that they could give away.
    if (place === undefined || to === undefined || from?.owner !== true || body.userId === caller.userId) {
      return fail("organization.transfer_unfit");
    }
    if (!to.active || !to.signsIn || to.owner) return fail("organization.transfer_unfit");
    const params = { userId: formatId("user", body.userId) };
    await requireApproval(db, caller, { operation: "organizations.offerTransfer", params }, now);
    const [at, until] = [now, new Date(now.getTime() + offeredForMs)].map((time) => time.toISOString());
    if (at === undefined || until === undefined || caller.userId === null) throw new Error("no moment");
    await db.query(dropExpired(at));
    const [id] = await db.query(insertTransfer(newId(), caller.userId, body.userId, at, until));
    if (id === undefined) return fail("organization.transfer_open");
    const [transfer] = await db.query(openTransfer(at));
    if (transfer === undefined) throw new Error("the offer was not stored");
    record({
      name: "organization.transfer_offered",
      target: organizationTarget(place),
      changes: [{ field: "offeredTo", before: null, after: transfer.to.id }],
    });
    return transfer;
  },
);

export const withdrawTransferOperation = operation(withdrawTransfer, async ({ db, now, record }) => {
  const at = now.toISOString();
  const [[transfer], [place]] = await db.queries(openTransfer(at), currentOrganization());
  if (transfer === undefined || place === undefined) return fail("resource.not_found");
  const [ended] = await db.query(endTransfer(transfer.uuid, "withdrawn", at));
  if (ended === undefined) return fail("resource.not_found");
  record({
    name: "organization.transfer_ended",
    target: organizationTarget(place),
    changes: [{ field: "offeredTo", before: transfer.to.id, after: null }],
  });
});
