import { listUserFactors, resetUserFactors, type FactorKind } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { distrustDevicesOf, endSessionsOf } from "#modules/sessions";
import { takeUser } from "#modules/users";
import type { FactorDeps } from "../deps.ts";
import { passkeysOf } from "../passkey-queries.ts";
import {
  codeFactorsOf, contactsOf, dropAllFactors, findPerson, kindsOf, lockAccount, otherOrganizationsOf, recoveryCodesOf, totpOf,
} from "../queries.ts"; // prettier-ignore

type Item = { kind: FactorKind; addedAt: string; lastUsedAt: string | null };

export const listUserFactorsOperation = operation(
  listUserFactors,
  async ({ db, asSystem, caller, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const [person] = await db.query(findPerson(params.id));
    if (person === undefined) return fail("resource.not_found");
    const { accountId } = person;
    if (accountId === null) return { managed: false, items: [] };
    const [[totp], passkeys, sent, [codes], [elsewhere]] = await asSystem().queries(
      totpOf(accountId),
      passkeysOf(accountId),
      codeFactorsOf(accountId),
      recoveryCodesOf(accountId),
      otherOrganizationsOf(accountId, organizationId),
    );
    const items: Item[] = passkeys.map(({ createdAt, lastUsedAt }) => ({
      kind: "passkey", addedAt: createdAt, lastUsedAt,
    })); // prettier-ignore
    if (totp !== undefined && totp.confirmedAt !== null)
      items.push({ kind: "totp", addedAt: totp.confirmedAt, lastUsedAt: totp.lastUsedAt });
    for (const { kind, addedAt, lastUsedAt } of sent) items.push({ kind, addedAt, lastUsedAt });
    if (codes !== undefined && codes.left > 0 && codes.madeAt !== null)
      items.push({ kind: "recovery_code", addedAt: codes.madeAt, lastUsedAt: null });
    return { managed: elsewhere === 0, items };
  },
);

/** Help for who lost everything. It opens no door by itself: the password is still theirs. */
export const resetUserFactorsOperation = (deps: FactorDeps) =>
  operation(resetUserFactors, async ({ db, caller, now, record, fail }, { params }) => {
    const { organizationId } = caller;
    if (organizationId === null) return fail("auth.organization_required");
    const user = await takeUser(db, params.id, { caller, ifMatch: null, rightsOf: deps.access.rightsOf });
    if (user.uuid === caller.userId) return fail("user.self");
    const [person] = await db.query(findPerson(params.id));
    const accountId = person?.accountId ?? null;
    if (accountId === null) return fail("factor.unknown");
    const system = db.asSystem();
    const [, [elsewhere], kinds, contacts] = await system.queries(
      lockAccount(accountId),
      otherOrganizationsOf(accountId, organizationId),
      kindsOf(accountId),
      contactsOf(accountId),
    );
    if (elsewhere !== 0) return fail("account.not_managed");
    if (kinds.length === 0) return fail("factor.unknown");
    const at = now.toISOString();
    await system.queries(
      ...dropAllFactors.map((drop) => drop(accountId)),
      endSessionsOf(accountId, null, "factors_reset", at),
      distrustDevicesOf(accountId),
    );
    for (const { email: to, locale } of contacts) {
      for (const factor of kinds) {
        await deps.messages.queueMail(db, {
          to, locale, organizationId, template: "factor_removed", data: { factor, at },
        }); // prettier-ignore
      }
    }
    record({
      name: "account.factors_reset",
      target: { type: "account", id: accountId, name: user.displayName },
      data: { factors: kinds, user: user.id },
    });
  });
