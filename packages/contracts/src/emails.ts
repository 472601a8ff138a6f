import { z } from "zod";
import { email, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";

const token = z.string().min(1).max(200).meta({ title: "Token from the mail", secret: true });
const proofLimit = { limit: 20, windowSeconds: 900 };
/** Each call may send mail to an address that the caller only claims. */
const mailLimit = { limit: 5, windowSeconds: 900 };

export const accountEmails = z.object({
  items: z.array(
    z.object({
      email: z.string(),
      verified: z.boolean(),
      primary: z.boolean(),
      addedAt: timestamp,
    }),
  ),
  pending: z
    .object({ email: z.string(), makePrimary: z.boolean(), expiresAt: timestamp })
    .nullable()
    .meta({ description: "The address that waits for its confirmation" }),
});
export type AccountEmails = z.output<typeof accountEmails>;

export const listEmails = contract({
  id: "emails.list",
  kind: "read",
  method: "GET",
  path: "/me/emails",
  summary: "One's own addresses",
  permission: "self",
  scope: "account",
  output: accountEmails,
  errors: [],
  audit: "none",
});

export const addEmail = contract({
  id: "emails.add",
  kind: "write",
  method: "POST",
  path: "/me/emails",
  summary: "Add an address, or change to it",
  description:
    "Asks for a confirmation at the new address; until then nothing changes. The present address is told. Asking again kills the link sent before. The answer is the same whether or not the address can be had.",
  permission: "self",
  scope: "account",
  body: z.strictObject({
    email,
    makePrimary: z.boolean().default(true).meta({ title: "Sign in and get mail with it" }),
  }),
  output: accountEmails,
  status: 202,
  errors: [],
  audit: "account.email_change_requested",
  limit: mailLimit,
  fresh: true,
  examples: { body: { email: "ann.new@example.com" } },
});

export const confirmEmail = contract({
  id: "emails.confirm",
  kind: "write",
  method: "POST",
  path: "/auth/confirm-email",
  summary: "Confirm a new address",
  description:
    "Wants the account that asked for the address to be signed in: the link is of no use to anybody else. The address before gets a link that takes the change back for seven days.",
  permission: "self",
  scope: "account",
  body: z.strictObject({ token }),
  output: accountEmails,
  errors: ["link.invalid", "email.unavailable"],
  audit: "account.email_changed",
  limit: proofLimit,
  examples: { body: { token: "from-the-mail" } },
});

export const revertEmail = contract({
  id: "emails.revert",
  kind: "write",
  method: "POST",
  path: "/auth/revert-email",
  summary: "Take a change of address back",
  description:
    "Brings the address back that got the mail, drops every address added since and ends all sessions of the account.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ token }),
  status: 204,
  errors: ["link.invalid", "email.unavailable"],
  audit: "account.email_reverted",
  limit: proofLimit,
  examples: { body: { token: "from-the-mail" } },
});

export const setPrimaryEmail = contract({
  id: "emails.setPrimary",
  kind: "write",
  method: "POST",
  path: "/me/emails/primary",
  summary: "Choose the address to sign in and get mail with",
  description: "One of one's own confirmed addresses. Every organization sees it from then on.",
  permission: "self",
  scope: "account",
  body: z.strictObject({ email }),
  output: accountEmails,
  errors: ["email.unavailable"],
  audit: "account.email_changed",
  fresh: true,
  examples: { body: { email: "ann.new@example.com" } },
});

export const removeEmail = contract({
  id: "emails.remove",
  kind: "write",
  method: "DELETE",
  path: "/me/emails/:email",
  summary: "Remove an address, or give up one that waits for its confirmation",
  description: "An account keeps its primary address; choose another one as primary first.",
  permission: "self",
  scope: "account",
  params: z.strictObject({ email }),
  output: accountEmails,
  errors: ["email.last"],
  audit: "account.email_removed",
  fresh: true,
});

export const emailsContracts = [
  listEmails, addEmail, confirmEmail, revertEmail, setPrimaryEmail, removeEmail,
] as const; // prettier-ignore
