import type { FactorKind } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Happening } from "#kernel/events/record";
import { randomToken, sha256 } from "#kernel/crypto";
import { fail, type WriteContext } from "#kernel/operation";
import { renewSession } from "#modules/accounts";
import type { Messages } from "#modules/messages";
import { distrustDevicesOf, endSessionsOf } from "#modules/sessions";
import type { FactorDeps } from "./deps.ts";
import { contactsOf, dropRecoveryCodes, kindsOf, lockAccount } from "./queries.ts";

export function ownAccount(caller: Caller): { accountId: string; sessionId: string } {
  const { accountId, sessionId } = caller;
  return accountId === null || sessionId === null ? fail("auth.required") : { accountId, sessionId };
}

/** Where organizations name the kinds of factors that their people may set up, others are not begun. */
export async function refuseUnlessAllowed(
  { requirementOf, system }: Pick<FactorDeps, "requirementOf" | "system">,
  of: { accountId: string; kind: FactorKind; now: Date },
): Promise<void> {
  const { factors } = await requirementOf(system, of.accountId, of.now);
  if (!factors.includes(of.kind)) fail("factor.not_allowed");
}

/** All proven addresses hear of it, and whoever is signed in elsewhere has to come in by the new rules. */
export async function tellAndEndOthers(
  { db, now, setCookie }: Pick<WriteContext, "db" | "now" | "setCookie">,
  messages: Messages,
  change: {
    accountId: string;
    kind: FactorKind;
    template: "factor_added" | "factor_removed";
    /** The session that made the change goes on. */
    except: string | null;
    organizationId: string | null;
  },
): Promise<void> {
  const system = db.asSystem();
  const at = now.toISOString();
  const { accountId, kind, template, except, organizationId } = change;
  // A sign-in that is under way without the factor either waits for this or has its session ended by it.
  await system.query(lockAccount(accountId));
  if (except !== null) {
    // The browser goes on under a new name: whoever copied the old one has nothing by it.
    const token = randomToken();
    const renewed = await system.query(renewSession(except, sha256(token), at));
    for (const { maxAgeSeconds } of renewed) setCookie({ cookie: "session", token, maxAgeSeconds });
  }
  const [contacts] = await system.queries(
    contactsOf(accountId),
    endSessionsOf(accountId, except, template, at),
    distrustDevicesOf(accountId),
  );
  for (const { email: to, locale } of contacts) {
    await messages.queueMail(db, { to, locale, organizationId, template, data: { factor: kind, at } });
  }
}

/** Before the first statement that removes a factor: two at once must not each leave the other's as the last. */
export async function holdFactors({ db }: Pick<WriteContext, "db">, accountId: string): Promise<void> {
  await db.asSystem().query(lockAccount(accountId));
}

/** After a factor was removed. The last one stays where an organization wants one; recovery codes go with it. */
export async function removed(
  context: Pick<WriteContext, "db" | "now" | "caller" | "setCookie">,
  deps: Pick<FactorDeps, "messages" | "requirementOf" | "system">,
  kind: FactorKind,
): Promise<void> {
  const { db, now, caller } = context;
  const { accountId, sessionId } = ownAccount(caller);
  const system = db.asSystem();
  const left = await system.query(kindsOf(accountId));
  if (left.length === 0) {
    const { secondFactor } = await deps.requirementOf(deps.system, accountId, now);
    if (secondFactor) fail("factor.needed");
    await system.query(dropRecoveryCodes(accountId));
  }
  await tellAndEndOthers(context, deps.messages, {
    accountId, kind, template: "factor_removed", except: sessionId, organizationId: caller.organizationId,
  }); // prettier-ignore
}

export function factorEvent(
  name: "account.factor_added" | "account.factor_removed" | "account.factor_begun" | "account.factor_renamed",
  of: { accountId: string; kind: FactorKind; name?: string | null; organizationId?: string | null },
): Happening {
  return {
    name,
    target: { type: "account", id: of.accountId, name: of.name ?? null },
    ...(of.organizationId == null ? {} : { organizationId: of.organizationId }),
    data: { factor: of.kind },
  };
}
