import { verifyFactor } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { openTicket, usableFactors } from "#modules/sessions";
import type { FactorDeps } from "../deps.ts";
import { kindsOf } from "../queries.ts";
import { proveCode, provePasskey } from "../proving.ts";
import { homeOf, meantFor } from "../tickets.ts";

export const verifyFactorOperation = (deps: FactorDeps) =>
  operation(verifyFactor, async (context, { body }) => {
    const ticket = meantFor(await openTicket(deps.system, body.ticket, context.now), "factor");
    const { accountId } = ticket;
    const who = { accountId, organizationId: await homeOf(deps.system, ticket) };
    const { method, assertion, code } = body;
    // What the ticket offered was weighed against the rules; another kind is no way around them.
    const requirement = await deps.requirementOf(deps.system, accountId, context.now);
    const offered = usableFactors(await deps.system.query(kindsOf(accountId)), requirement);
    if (!offered.includes(method)) return context.fail("auth.code_wrong");
    if (method === "passkey" && assertion !== undefined) {
      const { proof } = await provePasskey(context, deps, who, assertion);
      return deps.signIn.finishTicket(context, body.ticket, proof);
    }
    if (method === "passkey" || code === undefined) return context.fail("request.invalid");
    const proof = await proveCode(context, deps, who, { method, code });
    return deps.signIn.finishTicket(context, body.ticket, proof);
  });
