import { defaultLimits, type Contract, type Limit } from "@atrium/contracts";
import { refuseInImpersonation } from "#kernel/impersonation";
import { isMachine, type Caller, type RequestInfo } from "#kernel/caller";
import { networkOf } from "#kernel/network";
import { Problem } from "#kernel/problem";
import type { Decision, RateLimiter } from "#kernel/rate-limit";

/** Throws unless the caller holds what the contract asks for, in the place it names. */
export function admit(contract: Contract, caller: Caller, now: Date): void {
  const { permission, scope } = contract;
  if (caller.impersonation !== undefined) refuseInImpersonation(contract, caller.impersonation);
  if (permission === "public") return;
  const isSystem = caller.actor.type === "system";
  const machine = isMachine(caller);
  if (caller.accountId === null && !isSystem && !machine) throw new Problem("auth.required");
  if (permission === "self") {
    if (machine) throw new Problem("auth.forbidden", { detail: "A key has no account of its own." });
    // What is one's own lies in every place of the account; who comes fenced in proves more first.
    if (caller.fenced && contract.thisSessionOnly !== true) throw stepUpRequired();
    return requireFresh(contract, caller, now);
  }
  if (caller.lacksSso) throw new Problem("auth.sso_required");
  if (caller.lacksFactor) throw new Problem("auth.factor_required");
  if (permission === "member") {
    if (caller.organizationId === null) throw new Problem("auth.organization_required");
    if (caller.organizationStatus !== "active") throw new Problem("organization.suspended");
    return requireFresh(contract, caller, now);
  }
  if (scope === "platform") {
    if (!caller.platformPermissions.has(permission)) throw forbidden(permission);
    return requireFresh(contract, caller, now);
  }
  if (caller.organizationId === null) throw new Problem("auth.organization_required");
  if (caller.organizationStatus !== "active" && !caller.platformPermissions.has(permission)) {
    throw new Problem("organization.suspended");
  }
  if (!caller.permissions.has(permission)) throw forbidden(permission);
  requireFresh(contract, caller, now);
}

function stepUpRequired(): Problem {
  return new Problem("auth.step_up_required", {
    detail: "Confirm that it is you with POST /auth/step-up, then try again.",
  });
}

const freshMs = 600_000;

/** What could lock a person out of their own account wants the person, not only their session. */
function requireFresh(contract: Contract, caller: Caller, now: Date): void {
  if (contract.fresh !== true || caller.actor.type === "system" || isMachine(caller)) return;
  if (caller.provenAt !== null && caller.provenAt > now.getTime() - freshMs) return;
  throw stepUpRequired();
}

function forbidden(permission: string): Problem {
  return new Problem("auth.forbidden", {
    detail: `This needs the permission ${permission}.`,
    extra: { permission },
  });
}

export type LimitOf = (contract: Contract) => Limit;

/** The contract's limit, times what the settings say. */
export function limitsScaledBy(scale: number): LimitOf {
  const scaled = new Map<string, Limit>();
  return (contract) => {
    const known = scaled.get(contract.id);
    if (known !== undefined) return known;
    const { limit, windowSeconds } = contract.limit ?? defaultLimits[contract.method];
    const policy = { limit: Math.max(1, Math.round(limit * scale)), windowSeconds };
    scaled.set(contract.id, policy);
    return policy;
  };
}

/** What is counted over longer than a minute, or may be called by anybody, is guarded against more than load. */
const guardsMore = ({ permission }: Contract, { windowSeconds }: Limit): boolean =>
  permission === "public" || windowSeconds > 60;

/** Counts the call for its caller, who may have a limit of their own, or for the address of one who is not signed in. */
export function countCall(
  limiter: RateLimiter,
  contract: Contract,
  policy: Limit,
  caller: Caller,
  request: RequestInfo,
): Decision | null {
  if (caller.actor.type === "system") return null;
  const plan = guardsMore(contract, policy) ? undefined : caller.limit;
  const decision =
    plan === undefined
      ? limiter.consume(`${contract.id} ${caller.limitKey ?? networkOf(request.ip)}`, policy)
      : limiter.consume(`all ${caller.limitKey}`, plan);
  if (decision.allowed) return decision;
  throw new Problem("limit.exceeded", {
    retryAfterSeconds: Math.max(1, Math.ceil(decision.resetSeconds)),
    extra: { limit: decision.limit, windowSeconds: decision.windowSeconds },
  });
}
