import { acceptInvitation, formatId } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import { operation } from "#kernel/operation";
import type { InvitationDeps, InvitationProof } from "../deps.ts";
import { inviterToday } from "../inviter.ts";
import { join, outdated } from "../join.ts";
import { makeAccount, newPassword } from "../new-account.ts";
import { acceptInvitationRow, lockInvitation, openInvitation, ownerOfAddress } from "../queries.ts";
import { invitationTarget } from "../invite.ts";
import { standingOf } from "../standing.ts";

export const acceptInvitationOperation = (deps: InvitationDeps) =>
  operation(acceptInvitation, async ({ db, caller, now, newId, record, recordBeside, fail }, { body }) => {
    // Looked at and hashed before the transaction begins, so that no connection waits for the hash.
    const outside = deps.database.asSystem();
    const proof = await deps.proofs.look<InvitationProof>(outside, "invitation", body.token, now);
    if (proof === null || proof.organizationId === null) return fail("link.invalid");
    const { organizationId, email, data } = proof;
    const [[open], [seen]] = await outside.queries(
      openInvitation(organizationId, data.invitationId, now.toISOString()),
      ownerOfAddress(email),
    );
    if (open === undefined) return fail("link.invalid");
    const standing = standingOf(caller, seen);
    if (standing === "sign_out") fail("invitation.wrong_address");
    if (standing === "sign_in") fail("auth.required");
    const organization = { id: organizationId, name: open.organizationName };
    const firstName = body.firstName || open.firstName;
    const lastName = body.lastName || open.lastName;
    const names = [firstName, lastName].filter((name) => name !== null);
    const hash =
      standing === "accept"
        ? null
        : await newPassword(deps, { password: body.password, email, names, organization });

    const system = db.asSystem();
    // Of many at once one gets past this line; the others find the proof used.
    if ((await deps.proofs.consume(system, "invitation", body.token, now)) === null) fail("link.invalid");
    await db.enter(organizationId);
    const [invitation] = await db.query(lockInvitation(data.invitationId));
    if (invitation?.state !== "open") return fail("link.invalid");
    const { inviterUuid } = invitation;
    const inviter = await inviterToday(system, deps.access, { organizationId, inviterUuid, now });
    if (inviter === null) return fail("link.invalid", { detail: outdated });
    const [owner] = await system.query(ownerOfAddress(email));
    if (standingOf(caller, owner) !== standing) fail("auth.required");
    const account =
      owner === undefined
        ? await makeAccount(db, deps, {
            hash: hash ?? fail("auth.required"),
            email,
            locale: body.locale ?? null,
            organization,
            now,
            newId,
          })
        : { id: owner.accountId, primary: owner.primary };
    const { userId, displayName, made } = await join(db, deps.access, {
      invitation,
      inviter,
      account,
      firstName,
      lastName,
      now,
      newId,
    });
    const [accepted] = await db.query(acceptInvitationRow(invitation.uuid, userId, now.toISOString()));
    if (accepted === undefined) throw new Error("the invitation was not stored");

    const actor: Caller["actor"] = { type: "user", id: userId, name: displayName };
    const told = { organizationId, actor };
    recordBeside({
      ...told,
      name: owner === undefined ? "account.created" : "account.updated",
      target: { type: "account", id: account.id, name: email },
      changes: [{ field: "organization", before: null, after: open.organizationName }],
    });
    recordBeside({
      ...told,
      name: made ? "user.created" : "user.updated",
      target: { type: "user", id: userId, name: displayName },
      changes: [{ field: "account", before: null, after: formatId("account", account.id) }],
    });
    record({
      ...told,
      name: "invitation.accepted",
      target: invitationTarget(accepted),
      changes: [{ field: "state", before: "open", after: "accepted" }],
      data: { roles: accepted.roles, userId: formatId("user", userId) },
    });
    return {
      organization: {
        id: formatId("organization", organizationId),
        name: open.organizationName,
        slug: open.organizationSlug,
      },
      userId: formatId("user", userId),
      email: account.primary,
      next: caller.accountId === null ? ("sign_in" as const) : ("done" as const),
    };
  });
