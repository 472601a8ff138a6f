import type { Caller } from "#kernel/caller";
import type { AddressOwner } from "./queries.ts";

/** What the reader of an invitation has to do next: only the proven owner of the address can accept it. */
export type Standing = "accept" | "sign_in" | "sign_out" | "make_account";

export function standingOf(caller: Caller, owner: AddressOwner | undefined): Standing {
  if (owner === undefined) return caller.accountId === null ? "make_account" : "sign_out";
  if (caller.accountId !== null) return caller.accountId === owner.accountId ? "accept" : "sign_out";
  // Who is nobody anywhere cannot sign in; the mail proves the address, and the way in stays the account's own.
  return owner.placed ? "sign_in" : "accept";
}
