import { getAccount } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { findAccount } from "../queries.ts";

export const getAccountOperation = operation(getAccount, async ({ asSystem, caller, fail }) => {
  if (caller.accountId === null) return fail("auth.required");
  const [account] = await asSystem().query(findAccount(caller.accountId));
  return account ?? fail("auth.required");
});
