import { sendCode } from "@atrium/contracts";
import { fail, operation, type WriteContext } from "#kernel/operation";
import { peekTicket } from "#modules/sessions";
import type { FactorDeps } from "../deps.ts";
import { maskedEmail, maskedPhone } from "../phone.ts";
import { codeFactorsOf, contactsOf } from "../queries.ts";
import { codeMinutes, countMessage, issueCode } from "../sent-codes.ts";
import { homeOf, meantFor } from "../tickets.ts";

type Who = { accountId: string; organizationId: string | null };

async function receiver(
  { system }: FactorDeps,
  { caller, now }: Pick<WriteContext, "caller" | "now">,
  ticketText: string | undefined,
): Promise<Who> {
  if (ticketText !== undefined) {
    const ticket = meantFor(await peekTicket(system, ticketText, now), "factor");
    return { accountId: ticket.accountId, organizationId: await homeOf(system, ticket) };
  }
  const { accountId, organizationId } = caller;
  return accountId === null ? fail("auth.ticket_invalid") : { accountId, organizationId };
}

export const sendCodeOperation = (deps: FactorDeps) =>
  operation(sendCode, async (context, { body }) => {
    const { db, now, record } = context;
    const { system, messages } = deps;
    const { accountId, organizationId } = await receiver(deps, context, body.ticket);
    const { method } = body;
    const [factors, [contact]] = await system.queries(codeFactorsOf(accountId), contactsOf(accountId));
    const factor = factors.find(({ kind }) => kind === method);
    if (factor === undefined || contact === undefined) return fail("factor.unknown");
    await countMessage(deps.limiter, { accountId, phone: factor.phone, organizationId, proven: true });
    if (method === "email_code" && !(await messages.mayMail(contact.email)))
      return fail("message.limit_reached");
    const { code, expiresAt } = await issueCode(db.asSystem(), deps.keys, {
      accountId, purpose: method, phone: factor.phone, now,
    }); // prettier-ignore
    const message = {
      locale: contact.locale, organizationId, expiresAt,
      template: "sign_in_code" as const, data: { code, minutes: codeMinutes },
    }; // prettier-ignore
    if (factor.phone === null) await messages.queueMail(db, { ...message, to: contact.email });
    else await messages.queueSms(db, { ...message, to: factor.phone });
    record({
      name: "account.code_sent",
      target: { type: "account", id: accountId, name: null },
      ...(organizationId === null ? {} : { organizationId }),
      data: { factor: method },
    });
    return {
      to: factor.phone === null ? maskedEmail(contact.email) : maskedPhone(factor.phone),
      expiresAt: expiresAt.toISOString(),
    };
  });
