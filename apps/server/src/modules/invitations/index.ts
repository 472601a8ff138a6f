import { z } from "zod";
import { job } from "#kernel/jobs/kind";
import { module, type Module } from "#kernel/module";
import type { InvitationDeps } from "./deps.ts";
import { acceptInvitationOperation } from "./operations/accept-invitation.ts";
import { createInvitationOperation } from "./operations/create-invitation.ts";
import { getInvitationOperation } from "./operations/get-invitation.ts";
import { inviteUserOperation } from "./operations/invite-user.ts";
import { listInvitationsOperation } from "./operations/list-invitations.ts";
import { lookAtInvitationOperation } from "./operations/look-at-invitation.ts";
import { resendInvitationOperation } from "./operations/resend-invitation.ts";
import { revokeInvitationOperation } from "./operations/revoke-invitation.ts";
import { expireAll } from "./queries.ts";

const expire = job({
  kind: "invitations.expire",
  input: z.object({}),
  everySeconds: 3600,
  run: async ({ database, clock }) => {
    await database.asSystem().query(expireAll(clock.now().toISOString()));
    return null;
  },
});

export function invitationsModule(deps: InvitationDeps): Module {
  return module({
    name: "invitations",
    operations: [
      listInvitationsOperation(deps.lists),
      getInvitationOperation,
      createInvitationOperation(deps),
      inviteUserOperation(deps),
      resendInvitationOperation(deps),
      revokeInvitationOperation(deps),
      lookAtInvitationOperation(deps),
      acceptInvitationOperation(deps),
    ],
    jobs: [expire],
  });
}
