import { z } from "zod";
import { email, line } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { shownId } from "./id.ts";

const password = z.string().min(1).max(1024).meta({ title: "Password", secret: true });
const token = z.string().min(1).max(200).meta({ title: "Token from the mail", secret: true });
const locale = z
  .string()
  .regex(/^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$/, "is not a language tag such as de-AT")
  .max(35)
  .meta({ title: "Language" });

const asked = z.object({ next: z.literal("verify_email") });

export const register = contract({
  id: "registrations.create",
  kind: "write",
  method: "POST",
  path: "/auth/register",
  summary: "Register with an organization",
  description:
    "Answers the same whether or not the address is known; what comes next is in the mail. Until the address is confirmed there is no account.",
  permission: "public",
  scope: "account",
  body: z.strictObject({
    email,
    password,
    firstName: line(100).optional().meta({ title: "First name" }),
    lastName: line(100).optional().meta({ title: "Last name" }),
    organization: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .meta({ title: "Organization", description: "Id or slug; without it the platform's own" }),
    locale: locale.optional(),
  }),
  output: asked,
  status: 202,
  errors: ["registration.closed", "registration.domain_refused", "password.unfit", "auth.busy"],
  audit: "registration.requested",
  limit: { limit: 10, windowSeconds: 900 },
  examples: {
    body: { email: "ann@example.com", password: "a sentence that Ann likes", firstName: "Ann" },
  },
});

export const verifyEmail = contract({
  id: "registrations.verify",
  kind: "write",
  method: "POST",
  path: "/auth/verify-email",
  summary: "Confirm the address of a registration",
  description:
    "Makes the account, once. The password is wanted where several people tried to register the address, and always welcome: it shows that whoever opens the mail is who registered. Nobody is signed in by this.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ token, password: password.optional() }),
  output: z.object({
    email: z.string(),
    organization: z.object({ id: shownId("organization"), slug: z.string(), name: z.string() }),
  }),
  errors: ["link.invalid", "auth.invalid_credentials", "limit.users"],
  audit: "registration.completed",
  limit: { limit: 20, windowSeconds: 900 },
  examples: { body: { token: "x0Q2mV3b0aTz9cJf5rUe7yLk1hNd4sPw" } },
});

export const resendVerification = contract({
  id: "registrations.resend",
  kind: "write",
  method: "POST",
  path: "/auth/resend-verification",
  summary: "Send the mail that confirms a registration again",
  description: "Answers the same whether or not a registration waits for this address.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ email }),
  output: asked,
  status: 202,
  errors: [],
  audit: "registration.requested",
  limit: { limit: 5, windowSeconds: 900 },
  examples: { body: { email: "ann@example.com" } },
});

export const registrationsContracts = [register, verifyEmail, resendVerification] as const;
