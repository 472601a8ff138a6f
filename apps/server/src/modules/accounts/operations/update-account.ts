import { updateAccount } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findAccount, setLocale } from "../queries.ts";

export const updateAccountOperation = operation(
  updateAccount,
  async ({ db, caller, now, record, unchanged, fail }, { body }) => {
    const { accountId } = caller;
    if (accountId === null) return fail("auth.required");
    const system = db.asSystem();
    const [before] = await system.query(findAccount(accountId));
    if (before === undefined) return fail("auth.required");
    const locale = body.locale === undefined ? before.locale : body.locale;
    if (locale === before.locale) {
      unchanged();
      return before;
    }
    await system.query(setLocale(accountId, locale, now.toISOString()));
    record({
      name: "account.updated",
      target: { type: "account", id: accountId, name: caller.actor.name },
      changes: [{ field: "locale", before: before.locale, after: locale }],
    });
    const [after] = await system.query(findAccount(accountId));
    return after ?? before;
  },
);
