import { startImpersonation } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import type { Access } from "#modules/access";
import type { Messages } from "#modules/messages";
import { countingIn, findSessionById, isTwoFactors } from "#modules/sessions";
import { takeUser, userTarget } from "#modules/users";
import { insertImpersonation, wayInOf } from "../queries.ts";
import { shownImpersonation, type SecondFactorWanted } from "../stand-in.ts";

const minutes = 15;

export type StartDeps = {
  readonly access: Access;
  readonly messages: Messages;
  readonly secondFactorWanted: SecondFactorWanted;
};

export const startImpersonationOperation = ({ access, messages, secondFactorWanted }: StartDeps) =>
  operation(
    startImpersonation,
    async ({ db, caller, request, now, newId, record, fail }, { params, body }) => {
      const { organizationId, actor } = caller;
      if (organizationId === null) return fail("auth.organization_required");
      // A program has no session that this could hang on, and nobody whom the person could ask why.
      if (caller.sessionId === null || actor.type !== "user" || actor.id === null) {
        return fail("auth.forbidden", { detail: "Only a person who is signed in can act as another one." });
      }
      if (body.write && !caller.permissions.has("impersonation:write")) {
        return fail("auth.forbidden", {
          detail: "This needs the permission impersonation:write.",
          extra: { permission: "impersonation:write" },
        });
      }
      if (params.id === caller.userId) return fail("user.self");
      const user = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf: access.rightsOf });
      const system = db.asSystem();
      const [[wayIn], [own]] = await system.queries(
        wayInOf(organizationId, params.id),
        findSessionById(caller.sessionId),
      );
      if (wayIn === undefined) {
        return fail("impersonation.impossible", { detail: "The person cannot sign in here themselves." });
      }
      // The same person elsewhere: one's own account by another name.
      if (wayIn.accountId === caller.accountId) return fail("user.self");
      const wanted = await secondFactorWanted(system, organizationId, user.roles, now);
      if (wanted && !isTwoFactors(countingIn(organizationId, own?.proofs ?? []))) {
        return fail("auth.factor_required");
      }
      const sessionId = newId();
      const createdAt = now.toISOString();
      const expiresAt = new Date(now.getTime() + minutes * 60_000).toISOString();
      const { reason, write: writes } = body;
      await system.query(
        insertImpersonation(
          sessionId, wayIn.accountId, organizationId, request.ip, request.agent, createdAt, expiresAt, caller.sessionId,
          actor.id, actor.name ?? "", params.id, reason, writes,
        ),
      ); // prettier-ignore
      await messages.queueMail(db, {
        to: wayIn.email,
        locale: wayIn.locale,
        organizationId,
        template: "impersonation_started",
        data: {
          by: actor.name ?? "",
          organization: wayIn.organization,
          reason,
          writes,
          minutes,
          at: createdAt,
        },
      });
      const shown = shownImpersonation(
        {
          sessionId,
          subjectId: params.id,
          displayName: user.displayName,
          reason,
          writes,
          createdAt,
          expiresAt,
        },
        actor,
      );
      record({
        name: "impersonation.started",
        target: userTarget(user),
        reason,
        data: { session: shown.sessionId, writes, expiresAt },
      });
      return shown;
    },
  );
