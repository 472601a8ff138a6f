import { verifyAuditLog } from "@atrium/contracts";
import type { KeyRing } from "#kernel/key-ring";
import { operation } from "#kernel/operation";
import { verifyChain } from "../verify.ts";

const mostAtOnce = 10_000;

export const verifyAuditLogOperation = (keys: KeyRing) =>
  operation(verifyAuditLog, async ({ db, caller, fail }, { query }) => {
    if (caller.organizationId === null) return fail("auth.organization_required");
    return verifyChain(db, keys, caller.organizationId, query.from, mostAtOnce);
  });
