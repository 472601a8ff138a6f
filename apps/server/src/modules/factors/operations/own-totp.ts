import { beginTotp, confirmTotp, removeTotp } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import {
  factorEvent,
  holdFactors,
  ownAccount,
  refuseUnlessAllowed,
  removed,
  tellAndEndOthers,
} from "../changed.ts";
import type { FactorDeps } from "../deps.ts";
import { dropTotp } from "../queries.ts";
import { beginTotpFor, confirmTotpFor } from "../totp-setup.ts";

const kind = "totp";

export const beginTotpOperation = (deps: FactorDeps) =>
  operation(beginTotp, async (context) => {
    const { caller, now, record } = context;
    const { accountId } = ownAccount(caller);
    await refuseUnlessAllowed(deps, { accountId, kind, now });
    const begun = await beginTotpFor(context, deps, { accountId, organizationId: caller.organizationId });
    record(factorEvent("account.factor_begun", { accountId, kind, name: caller.actor.name }));
    return begun;
  });

export const confirmTotpOperation = (deps: FactorDeps) =>
  operation(confirmTotp, async (context, { body }) => {
    const { caller, record } = context;
    const { accountId, sessionId } = ownAccount(caller);
    await confirmTotpFor(context, deps, { accountId, code: body.code });
    await tellAndEndOthers(context, deps.messages, {
      accountId, kind, template: "factor_added", except: sessionId, organizationId: caller.organizationId,
    }); // prettier-ignore
    record(factorEvent("account.factor_added", { accountId, kind, name: caller.actor.name }));
  });

export const removeTotpOperation = (deps: FactorDeps) =>
  operation(removeTotp, async (context) => {
    const { db, caller, record, fail } = context;
    const { accountId } = ownAccount(caller);
    await holdFactors(context, accountId);
    const [dropped] = await db.asSystem().query(dropTotp(accountId));
    if (dropped === undefined) return fail("factor.unknown");
    await removed(context, deps, kind);
    record(factorEvent("account.factor_removed", { accountId, kind, name: caller.actor.name }));
  });
