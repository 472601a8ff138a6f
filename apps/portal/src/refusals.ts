import type { ErrorCode } from "@atrium/contracts";
import type { MessageKey } from "./messages/en.ts";
import { en } from "./messages/en.ts";
import type { Fields, Page, Refusal } from "./page.ts";

const texts: Partial<Record<ErrorCode, MessageKey>> = {
  "request.foreign_origin": "problem.foreign",
  "auth.busy": "problem.busy",
  "auth.invalid_credentials": "problem.credentials",
  "auth.ticket_invalid": "problem.ticket",
  "auth.code_wrong": "problem.code",
  "auth.required": "login.signInFirst",
  "auth.sso_required": "problem.ssoRequired",
  "passkey.refused": "problem.passkey",
  "message.limit_reached": "problem.messages",
  "registration.closed": "problem.registration",
  "registration.domain_refused": "problem.domain",
  "email.unavailable": "problem.email",
  "user.email_taken": "problem.member",
  "invitation.wrong_address": "problem.wrongAddress",
  "invitation.member_exists": "problem.member",
  "limit.users": "problem.full",
  "sso.state_invalid": "problem.ssoState",
  "sso.refused": "problem.ssoRefused",
  "connection.inactive": "problem.connection",
  "connection.unfit": "problem.connection",
  "password.unfit": "problem.passwordUnfit",
  "password.used_before": "problem.passwordUsed",
  "factor.exists": "problem.factorExists",
  "factor.not_allowed": "problem.factorNotAllowed",
  "link.invalid": "link.detail",
};

const isMessage = (key: string): key is MessageKey => Object.hasOwn(en, key);

/** The whole refusal in a sentence of the reader's language. */
export function sentenceFor(page: Page, refusal: Refusal): string {
  if (refusal.code === "limit.exceeded")
    return page.t("problem.wait", { time: page.minutes(refusal.retryAfterSeconds ?? 60) });
  const known = texts[refusal.code];
  if (known !== undefined) return page.t(known);
  return page.t(refusal.code === "request.invalid" ? "problem.fields" : "problem.other");
}

/** What is wrong with each field, by its name: the last part of the pointer into the body. */
export function fieldErrors(page: Page, refusal: Refusal | undefined): Fields {
  const found: Record<string, string> = {};
  for (const { pointer, code, detail } of refusal?.errors ?? []) {
    const name = pointer.split("/").at(-1) ?? "";
    const byField = `invalid.${name}`;
    const byCode = `invalid.${code}`;
    // How many characters it takes is in the server's sentence alone, which is English.
    const number = /\d+/.exec(detail)?.[0] ?? "";
    const key = isMessage(byCode) ? byCode : isMessage(byField) ? byField : "invalid.other";
    found[name] ??= page.t(key, { number });
  }
  return found;
}
