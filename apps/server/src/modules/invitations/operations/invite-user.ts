import { inviteUser } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { everHeld, isAbove } from "#modules/access";
import type { InvitationDeps } from "../deps.ts";
import { invite } from "../invite.ts";
import { personForInvitation } from "../queries.ts";
import { allowMail } from "../send.ts";

export const inviteUserOperation = (deps: InvitationDeps) =>
  operation(inviteUser, async (context, { params }) => {
    const { db, caller, fail } = context;
    const [seen] = await deps.database
      .forOrganization(caller.organizationId ?? "")
      .query(personForInvitation(params.id));
    if (seen === undefined) return fail("resource.not_found");
    await allowMail(deps, seen.email);
    const [person] = await db.query(personForInvitation(params.id));
    if (person === undefined || person.email !== seen.email) return fail("resource.not_found");
    if (person.accountId !== null) fail("invitation.member_exists");
    if (isAbove(caller, await db.query(everHeld(person.uuid)))) fail("user.above_you");
    const { email, firstName, lastName } = person;
    // What the person holds already stands on the person; the invitation gives nothing on top.
    return invite(context, deps, { email, firstName, lastName, roles: [], userId: person.uuid });
  });
