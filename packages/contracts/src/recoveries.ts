import { z } from "zod";
import { email } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf } from "./id.ts";

const password = z.string().min(1).max(1024).meta({ title: "Password", secret: true });
const token = z.string().min(1).max(200).meta({ title: "Token from the mail", secret: true });
const recoveryLimit = { limit: 5, windowSeconds: 900 };

export const forgotPassword = contract({
  id: "recoveries.request",
  kind: "write",
  method: "POST",
  path: "/auth/forgot-password",
  summary: "Ask for a mail to set a new password",
  description: "Answers the same whether or not the address is known.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ email }),
  output: z.object({ next: z.literal("read_mail") }),
  status: 202,
  errors: [],
  audit: "account.recovery_requested",
  limit: recoveryLimit,
  examples: { body: { email: "ann@example.com" } },
});

export const resetPassword = contract({
  id: "recoveries.complete",
  kind: "write",
  method: "POST",
  path: "/auth/reset-password",
  summary: "Set a new password with the token from the mail",
  description:
    "Works once and for an hour. Every session of the account ends; nobody is signed in by this, and second factors stay as they are.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ token, newPassword: password }),
  status: 204,
  errors: ["link.invalid", "password.unfit", "password.used_before", "auth.busy"],
  audit: "account.password_reset",
  limit: recoveryLimit,
  examples: {
    body: { token: "x0Q2mV3b0aTz9cJf5rUe7yLk1hNd4sPw", newPassword: "another sentence that Ann likes" },
  },
});

export const sendPasswordReset = contract({
  id: "recoveries.send",
  kind: "write",
  method: "POST",
  path: "/users/:id/password/reset",
  summary: "Send a person the mail to set a new password",
  description:
    "Only for accounts that the organization manages: those of people who are in no other one. The admin never learns or chooses the password.",
  permission: "credentials:reset",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  status: 204,
  errors: ["account.not_managed", "user.above_you", "message.limit_reached"],
  audit: "account.recovery_requested",
});

export const recoveriesContracts = [forgotPassword, resetPassword, sendPasswordReset] as const;
