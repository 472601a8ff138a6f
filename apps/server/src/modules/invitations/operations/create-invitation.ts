import { createInvitation } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { rolesToGive } from "#modules/roles";
import { checkLimit } from "#modules/users";
import type { InvitationDeps } from "../deps.ts";
import { invite } from "../invite.ts";
import { personWithEmail } from "../queries.ts";
import { allowMail } from "../send.ts";

export const createInvitationOperation = (deps: InvitationDeps) =>
  operation(createInvitation, async (context, { body }) => {
    const { db, caller, fail } = context;
    await allowMail(deps, body.email);
    const roles = [...new Set(body.roles)].sort();
    await rolesToGive(db, caller, roles);
    const [person] = await db.query(personWithEmail(body.email));
    if (person !== undefined) {
      fail("invitation.member_exists", {
        fields: [
          {
            pointer: "/email",
            code: person.accountId === null ? "without_account" : "member",
            detail:
              person.accountId === null
                ? "belongs to a person here without an account: invite that person with POST /users/{id}/invite"
                : "belongs to a person here",
          },
        ],
      });
    }
    await checkLimit(db);
    const { email, firstName, lastName } = body;
    return invite(context, deps, {
      email,
      firstName: firstName || null,
      lastName: lastName || null,
      roles,
      userId: null,
    });
  });
