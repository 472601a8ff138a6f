import { resendInvitation } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { rolesToGive } from "#modules/roles";
import type { InvitationDeps } from "../deps.ts";
import { invitationTarget, oneOpen } from "../invite.ts";
import { findInvitation, lockInvitation, personWithEmail, renewInvitation } from "../queries.ts";
import { allowMail, mailProof } from "../send.ts";

/** Who sends it again stands for it from then on, with their own rights. */
export const resendInvitationOperation = (deps: InvitationDeps) =>
  operation(resendInvitation, async ({ db, caller, now, record, fail }, { params }) => {
    const { organizationId, userId, actor } = caller;
    if (organizationId === null || userId === null) return fail("auth.organization_required");
    const [seen] = await deps.database.forOrganization(organizationId).query(findInvitation(params.id));
    if (seen === undefined) return fail("resource.not_found");
    await allowMail(deps, seen.email);
    const [row] = await db.query(lockInvitation(params.id));
    if (row === undefined) return fail("resource.not_found");
    if (row.state !== "open" && row.state !== "expired") fail("invitation.not_open");
    await rolesToGive(db, caller, row.roles);
    const [person] = await db.query(personWithEmail(row.email));
    if (person !== undefined && (person.uuid !== row.userUuid || person.accountId !== null)) {
      fail("invitation.member_exists");
    }
    const inviterName = actor.name ?? "";
    const { proofId, expiresAt } = await mailProof(db, deps, {
      invitationId: row.uuid, organizationId, email: row.email, inviterName, now,
    }); // prettier-ignore
    const at = now.toISOString();
    const [renewed] = await oneOpen(
      db.query(renewInvitation(row.uuid, proofId, expiresAt.toISOString(), at, userId, inviterName)),
    );
    if (renewed === undefined) throw new Error("the invitation was not stored");
    record({
      name: "invitation.resent",
      target: invitationTarget(renewed),
      changes: [{ field: "expiresAt", before: row.expiresAt, after: renewed.expiresAt }],
    });
    return renewed;
  });
