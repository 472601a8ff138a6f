import { revokeInvitation } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { InvitationDeps } from "../deps.ts";
import { invitationTarget } from "../invite.ts";
import { lockInvitation, revokeInvitationRow } from "../queries.ts";

export const revokeInvitationOperation = (deps: InvitationDeps) =>
  operation(revokeInvitation, async ({ db, now, record, fail }, { params }) => {
    const [row] = await db.query(lockInvitation(params.id));
    if (row === undefined) return fail("resource.not_found");
    if (row.state !== "open" && row.state !== "expired") fail("invitation.not_open");
    await deps.proofs.revoke(db.asSystem(), row.proofId, now);
    const [revoked] = await db.query(revokeInvitationRow(row.uuid, now.toISOString()));
    if (revoked === undefined) throw new Error("the invitation was not stored");
    record({
      name: "invitation.revoked",
      target: invitationTarget(revoked),
      changes: [{ field: "state", before: row.state, after: revoked.state }],
    });
    return revoked;
  });
