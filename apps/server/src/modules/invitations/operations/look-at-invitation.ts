import { lookAtInvitation } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { InvitationDeps, InvitationProof } from "../deps.ts";
import { openInvitation, ownerOfAddress } from "../queries.ts";
import { standingOf } from "../standing.ts";

export const lookAtInvitationOperation = ({ proofs }: InvitationDeps) =>
  operation(lookAtInvitation, async ({ asSystem, caller, now, fail }, { body }) => {
    // Nobody who reads a mail is in the organization yet: the token alone says what may be seen.
    const system = asSystem();
    const proof = await proofs.look<InvitationProof>(system, "invitation", body.token, now);
    if (proof === null || proof.organizationId === null) return fail("link.invalid");
    const { organizationId, email, data } = proof;
    const [[open], [owner]] = await system.queries(
      openInvitation(organizationId, data.invitationId, now.toISOString()),
      ownerOfAddress(email),
    );
    if (open === undefined) return fail("link.invalid");
    const { firstName, lastName, inviterName, expiresAt } = open;
    return {
      organization: { name: open.organizationName, slug: open.organizationSlug },
      email,
      firstName,
      lastName,
      inviterName,
      expiresAt,
      next: standingOf(caller, owner),
    };
  });
