import { addPasskey, newPasskeyOptions, removePasskey, renamePasskey } from "@atrium/contracts";
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
import { keepPasskey } from "../keep-passkey.ts";
import { dropPasskey, lockPasskey, renamePasskey as rename } from "../passkey-queries.ts";
import { checkNewPasskey, newPasskeyRequest } from "../passkeys.ts";
import { contactsOf, organizationName } from "../queries.ts";

const kind = "passkey";

export const newPasskeyOptionsOperation = (deps: FactorDeps) =>
  operation(newPasskeyOptions, async ({ asSystem, caller, request, now }) => {
    const { accountId } = ownAccount(caller);
    await refuseUnlessAllowed(deps, { accountId, kind, now });
    const [[contact], [name]] = await asSystem().queries(
      contactsOf(accountId),
      organizationName(caller.organizationId),
    );
    const account = { id: accountId, email: contact?.email ?? "" };
    return newPasskeyRequest(deps, { account, name: name ?? "Atrium", request, now });
  });

export const addPasskeyOperation = (deps: FactorDeps) =>
  operation(addPasskey, async (context, { body }) => {
    const { caller, request, now, record } = context;
    const { accountId, sessionId } = ownAccount(caller);
    await refuseUnlessAllowed(deps, { accountId, kind, now });
    const made = await checkNewPasskey(deps, { registration: body.credential, accountId, request, now });
    const kept = await keepPasskey(context, { accountId, made, name: body.name });
    await tellAndEndOthers(context, deps.messages, {
      accountId, kind, template: "factor_added", except: sessionId, organizationId: caller.organizationId,
    }); // prettier-ignore
    record(factorEvent("account.factor_added", { accountId, kind, name: caller.actor.name }));
    return kept;
  });

export const renamePasskeyOperation = operation(
  renamePasskey,
  async ({ db, caller, record, unchanged, fail }, { params, body }) => {
    const { accountId } = ownAccount(caller);
    const system = db.asSystem();
    const [before] = await system.query(lockPasskey(accountId, params.id));
    if (before === undefined) return fail("resource.not_found");
    if (before.name === body.name) {
      unchanged();
      return before;
    }
    const [after] = await system.query(rename(accountId, params.id, body.name));
    record({
      ...factorEvent("account.factor_renamed", { accountId, kind, name: caller.actor.name }),
      changes: [{ field: "name", before: before.name, after: body.name }],
    });
    return after ?? before;
  },
);

export const removePasskeyOperation = (deps: FactorDeps) =>
  operation(removePasskey, async (context, { params }) => {
    const { db, caller, record, fail } = context;
    const { accountId } = ownAccount(caller);
    await holdFactors(context, accountId);
    const [dropped] = await db.asSystem().query(dropPasskey(accountId, params.id));
    if (dropped === undefined) return fail("resource.not_found");
    await removed(context, deps, kind);
    record({
      ...factorEvent("account.factor_removed", { accountId, kind, name: caller.actor.name }),
      changes: [{ field: "name", before: dropped.name, after: null }],
    });
  });
