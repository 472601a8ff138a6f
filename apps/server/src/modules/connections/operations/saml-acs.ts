import { samlAcs, ssoCallbackPath } from "@atrium/contracts";
import { bindParts, randomToken, sha256 } from "#kernel/crypto";
import { operation } from "#kernel/operation";
import { addressesAt } from "../addresses.ts";
import { AnswerRefused, refuse } from "../asserted.ts";
import { orRefused } from "../answer.ts";
import type { ConnectionDeps } from "../deps.ts";
import { expiryOf, flowSeconds, stateFor, usableConnection } from "../flow.ts";
import { answerFlow, insertFlow, keepAssertion, waitingFlow } from "../flow-queries.ts";
import { requestIdOf, verifySaml, type SamlAnswer } from "../saml.ts";
import { sealForFlow } from "../secrets.ts";
import { connectionTarget } from "../shown.ts";

/** Longer than any assertion is taken for valid. */
const rememberMs = 3_600_000;

/**
 * The provider's page posts from another site, so the browser's cookies do not come along. The answer is checked and
 * laid down here; the session is made where the browser is sent on to, which it reaches with the cookie of its flow.
 */
export const samlAcsOperation = (deps: ConnectionDeps) =>
  operation(samlAcs, async (context, { params, body }) => {
    const { db, now, newId, setCookie, record, fail } = context;
    const connection = await usableConnection(deps, params.id);
    if (connection.kind !== "saml") return fail("resource.not_found");
    const at = now.toISOString();
    const system = deps.database.asSystem();
    const relayed = body.RelayState ?? "";
    const [flow] = await system.query(waitingFlow(sha256(relayed), connection.uuid, at));
    if (flow === undefined && !connection.allowIdpInitiated) return fail("sso.state_invalid");
    const addresses = addressesAt(deps.origin());
    const { asserted } = await orRefused(context, connection, async () => {
      const request =
        flow === undefined ? { id: null, sentAt: at } : { id: requestIdOf(flow.id), sentAt: flow.createdAt };
      const answer = await verifySaml(body.SAMLResponse, connection, addresses, request).catch(
        (cause: unknown): SamlAnswer => {
          if (cause instanceof AnswerRefused) throw cause;
          return refuse(cause instanceof Error ? cause.message.slice(0, 200) : "unreadable", cause);
        },
      );
      const digest = sha256(bindParts(connection.uuid, answer.assertionId));
      const until = new Date(now.getTime() + rememberMs).toISOString();
      const [fresh] = await db.asSystem().query(keepAssertion(digest, until));
      return fresh === true ? answer : refuse("the assertion was used before");
    });
    const said = JSON.stringify(asserted);
    let state = relayed;
    if (flow === undefined) {
      // Begun at the provider: this browser is bound from here on.
      const [id, browser] = [newId(), randomToken()];
      state = stateFor("sign_in");
      await db.asSystem().query(
        insertFlow(
          id, sha256(state), sha256(browser), connection.uuid, "sign_in", null, null, null, "/", false,
          sealForFlow(deps.keys, id, said), at, expiryOf(now),
        ), // prettier-ignore
      );
      setCookie({ cookie: "flow", token: browser, maxAgeSeconds: flowSeconds });
    } else {
      const [kept] = await db.asSystem().query(answerFlow(flow.id, sealForFlow(deps.keys, flow.id, said)));
      if (kept === undefined) return fail("sso.state_invalid");
    }
    record({
      name: "connection.used",
      organizationId: connection.organizationId,
      target: connectionTarget(connection),
      data: { purpose: "answer", begunHere: flow !== undefined },
    });
    return { location: `${ssoCallbackPath}?state=${encodeURIComponent(state)}` };
  });
