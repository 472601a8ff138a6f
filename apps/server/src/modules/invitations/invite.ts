import { violatedConstraint } from "#kernel/db/failures";
import { diff } from "#kernel/events/diff";
import type { Happening } from "#kernel/events/record";
import { fail, type WriteContext } from "#kernel/operation";
import type { InvitationDeps } from "./deps.ts";
import { expireFor, insertInvitation, type InvitationRow } from "./queries.ts";
import { mailProof } from "./send.ts";

/** Two invitations of one address would be two people deciding about one; the table lets one stand. */
export async function oneOpen<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (cause) {
    if (violatedConstraint(cause) === "invitations_open") return fail("invitation.exists");
    throw cause;
  }
}

export function invitationTarget(row: Pick<InvitationRow, "uuid" | "email">): Happening["target"] {
  return { type: "invitation", id: row.uuid, name: row.email };
}

/** Stores a new invitation and mails it. */
export async function invite(
  { db, caller, now, newId, record }: Omit<WriteContext, "fail">,
  deps: InvitationDeps,
  whom: {
    email: string;
    firstName: string | null;
    lastName: string | null;
    roles: readonly string[];
    userId: string | null;
  },
): Promise<InvitationRow> {
  const { organizationId, userId: inviter, actor } = caller;
  if (organizationId === null || inviter === null) return fail("auth.organization_required");
  const id = newId();
  const at = now.toISOString();
  const inviterName = actor.name ?? "";
  await db.query(expireFor(whom.email, at));
  const { proofId, expiresAt } = await mailProof(db, deps, {
    invitationId: id, organizationId, email: whom.email, inviterName, now,
  }); // prettier-ignore
  const [row] = await oneOpen(
    db.query(
      insertInvitation(
        id, whom.email, whom.firstName, whom.lastName, whom.roles, whom.userId, inviter, inviterName, proofId,
        expiresAt.toISOString(), at,
      ),
    ),
  ); // prettier-ignore
  if (row === undefined) throw new Error("the invitation was not stored");
  const { email, firstName, lastName, roles } = row;
  record({
    name: "invitation.created",
    target: invitationTarget(row),
    changes: diff({}, { email, firstName, lastName, roles, userId: row.userId }),
  });
  return row;
}
