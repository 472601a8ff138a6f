import {
  confirmEnrolledTotp,
  enrolPasskey,
  enrolPasskeyOptions,
  enrolTotp,
  type FactorKind,
} from "@atrium/contracts";
import { fail, operation, type WriteContext } from "#kernel/operation";
import { openTicket, peekTicket, type Ticket } from "#modules/sessions";
import { factorEvent, holdFactors, refuseUnlessAllowed, tellAndEndOthers } from "../changed.ts";
import type { FactorDeps } from "../deps.ts";
import { keepPasskey } from "../keep-passkey.ts";
import { checkNewPasskey, newPasskeyRequest } from "../passkeys.ts";
import { contactsOf, kindsOf, organizationName } from "../queries.ts";
import { homeOf, meantFor } from "../tickets.ts";
import { beginTotpFor, confirmTotpFor } from "../totp-setup.ts";

/** A ticket sets up the first factor of all. Once there is one, it is that one which has to be shown. */
async function firstOf(deps: FactorDeps, ticket: Ticket, kind: FactorKind, now: Date): Promise<Ticket> {
  const { accountId } = meantFor(ticket, "enrol");
  const held = await deps.system.query(kindsOf(accountId));
  if (held.length > 0) return fail("auth.ticket_invalid");
  await refuseUnlessAllowed(deps, { accountId, kind, now });
  return ticket;
}

/** The same once more when nobody else can add one any more. */
async function holdFirst(context: Pick<WriteContext, "db">, accountId: string): Promise<void> {
  await holdFactors(context, accountId);
  if ((await context.db.asSystem().query(kindsOf(accountId))).length > 0) fail("auth.ticket_invalid");
}

export const enrolTotpOperation = (deps: FactorDeps) =>
  operation(enrolTotp, async (context, { body }) => {
    const ticket = await firstOf(
      deps,
      await peekTicket(deps.system, body.ticket, context.now),
      "totp",
      context.now,
    );
    const organizationId = await homeOf(deps.system, ticket);
    const { accountId } = ticket;
    const begun = await beginTotpFor(context, deps, { accountId, organizationId });
    context.record(factorEvent("account.factor_begun", { accountId, kind: "totp", organizationId }));
    return begun;
  });

export const confirmEnrolledTotpOperation = (deps: FactorDeps) =>
  operation(confirmEnrolledTotp, async (context, { body }) => {
    const { now, recordBeside } = context;
    const ticket = await firstOf(deps, await openTicket(deps.system, body.ticket, now), "totp", now);
    const organizationId = await homeOf(deps.system, ticket);
    const { accountId } = ticket;
    await holdFirst(context, accountId);
    await confirmTotpFor(context, deps, { accountId, code: body.code });
    await tellAndEndOthers(context, deps.messages, {
      accountId, kind: "totp", template: "factor_added", except: null, organizationId,
    }); // prettier-ignore
    recordBeside(factorEvent("account.factor_added", { accountId, kind: "totp", organizationId }));
    return deps.signIn.finishTicket(context, body.ticket, { method: "totp", at: now.toISOString() });
  });

export const enrolPasskeyOptionsOperation = (deps: FactorDeps) =>
  operation(enrolPasskeyOptions, async ({ request, now }, { body }) => {
    const ticket = await firstOf(deps, await peekTicket(deps.system, body.ticket, now), "passkey", now);
    const organizationId = await homeOf(deps.system, ticket);
    const [[contact], [name]] = await deps.system.queries(
      contactsOf(ticket.accountId),
      organizationName(organizationId),
    );
    const account = { id: ticket.accountId, email: contact?.email ?? "" };
    return newPasskeyRequest(deps, { account, name: name ?? "Atrium", request, now });
  });

export const enrolPasskeyOperation = (deps: FactorDeps) =>
  operation(enrolPasskey, async (context, { body }) => {
    const { request, now, recordBeside } = context;
    const ticket = await firstOf(deps, await openTicket(deps.system, body.ticket, now), "passkey", now);
    const organizationId = await homeOf(deps.system, ticket);
    const { accountId } = ticket;
    const made = await checkNewPasskey(deps, { registration: body.credential, accountId, request, now });
    await holdFirst(context, accountId);
    await keepPasskey(context, { accountId, made, name: body.name });
    await tellAndEndOthers(context, deps.messages, {
      accountId, kind: "passkey", template: "factor_added", except: null, organizationId,
    }); // prettier-ignore
    recordBeside(factorEvent("account.factor_added", { accountId, kind: "passkey", organizationId }));
    return deps.signIn.finishTicket(context, body.ticket, { method: "passkey", at: now.toISOString() });
  });
