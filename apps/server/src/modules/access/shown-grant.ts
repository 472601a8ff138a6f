import { formatId, showScope, showSubject, type ShownGrant } from "@atrium/contracts";
import type { HeldGrant } from "./engine/held-grants.ts";

export function shownGrant(grant: HeldGrant): ShownGrant {
  const { id, subject, role, permissions, scope, validFrom, validUntil, grantedBy, reason } = grant;
  return {
    id: formatId("grant", id),
    subject: showSubject(subject),
    role,
    permission: role === null ? (permissions[0] ?? null) : null,
    scope: showScope(scope),
    validFrom,
    validUntil,
    grantedBy: grantedBy === null ? null : formatId("user", grantedBy),
    reason,
    source: grant.source,
    createdAt: grant.createdAt,
  };
}
