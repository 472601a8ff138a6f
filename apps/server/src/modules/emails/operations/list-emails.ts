import { listEmails } from "@atrium/contracts";
import { operation } from "#kernel/operation";
import { shownAddresses } from "../addresses.ts";

export const listEmailsOperation = operation(listEmails, async ({ asSystem, caller, now, fail }) =>
  caller.accountId === null ? fail("auth.required") : shownAddresses(asSystem(), caller.accountId, now),
);
