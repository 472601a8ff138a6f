import type { SecurityEventKind } from "@atrium/contracts";

/** The mails that Atrium sends, and what each of them has to be told. */
export type MailData = {
  verify_email: { organization: string; token: string };
  already_registered: { organization: string };
  welcome: { organization: string };
  reset_password: { token: string; byAdmin: boolean };
  password_changed: { at: string };
  email_change_new: { token: string };
  email_change_old: { newEmail: string; token: string };
  invitation: { organization: string; invitedBy: string | null; token: string; expiresAt: string };
  new_device: { device: string; place: string | null; at: string };
  factor_added: { factor: Factor; at: string };
  factor_removed: { factor: Factor; at: string };
  sign_in_code: { code: string; minutes: number };
  account_locked: { at: string };
  access_request: { organization: string; name: string; wanted: string; reason: string };
  access_request_answered: {
    organization: string;
    wanted: string;
    answer: "approved" | "denied" | "expired";
    by: string | null;
    note: string | null;
  };
  /** `holder` is null where that is who reads it. */
  grant_ending: { organization: string; wanted: string; holder: string | null; until: string };
  review_waiting: { organization: string; review: string; items: number; dueAt: string; again: boolean };
  security_alert: { kind: SecurityEventKind; locked: boolean; at: string };
  /** What somebody of the organization wrote to many; it stands as it was written. */
  from_organization: { subject: string; text: string };
  impersonation_started: {
    by: string;
    organization: string;
    reason: string;
    writes: boolean;
    minutes: number;
    at: string;
  };
};
export type MailTemplate = keyof MailData;
export type Factor = "totp" | "recovery_code" | "passkey" | "email_code" | "sms_code";

export type SmsData = {
  sign_in_code: { code: string; minutes: number };
  confirm_phone: { code: string; minutes: number };
};
export type SmsTemplate = keyof SmsData;

/** A mail in words: what it is about, what it says, the button, and what stands below it. */
export type Letter = {
  subject: string;
  lines: readonly string[];
  action?: string;
  after?: readonly string[];
};

export type Words = {
  letters: { [T in MailTemplate]: (data: MailData[T]) => Letter };
  texts: { [T in SmsTemplate]: (data: SmsData[T]) => string };
  factors: Record<Factor, string>;
  /** What a security event was about. */
  happened: Record<SecurityEventKind, string>;
  /** Above the address itself, for those whose mail program shows no button. */
  copyLink: string;
  footer: string;
};

/** What is told about access that somebody asks for, holds for a time or reviews. */
export type AccessLetters = Pick<
  Words["letters"],
  "access_request" | "access_request_answered" | "grant_ending" | "review_waiting"
>;

/** Where the button of a mail leads, below the public origin; the pages there ask before they use a token up. */
export const linkPaths: { [T in MailTemplate]: (data: MailData[T]) => string | null } = {
  verify_email: ({ token }) => `/auth/verify-email?token=${token}`,
  already_registered: () => "/auth/login",
  welcome: () => "/auth/login",
  reset_password: ({ token }) => `/auth/reset-password?token=${token}`,
  password_changed: () => "/auth/forgot-password",
  email_change_new: ({ token }) => `/auth/confirm-email?token=${token}`,
  email_change_old: ({ token }) => `/auth/revert-email?token=${token}`,
  invitation: ({ token }) => `/auth/invitation?token=${token}`,
  new_device: () => "/me/security",
  factor_added: () => "/me/security",
  factor_removed: () => "/me/security",
  sign_in_code: () => null,
  account_locked: () => "/auth/forgot-password",
  impersonation_started: () => "/me/security",
  access_request: () => "/access/requests",
  access_request_answered: () => "/access/requests",
  grant_ending: () => "/access/requests",
  review_waiting: () => "/access/reviews",
  from_organization: () => null,
  security_alert: ({ kind }) => (kind === "spray" ? "/security" : "/me/security"),
};

export const isMailTemplate = (name: string): name is MailTemplate => Object.hasOwn(linkPaths, name);
const smsTemplates: Record<SmsTemplate, true> = { sign_in_code: true, confirm_phone: true };
export const isSmsTemplate = (name: string): name is SmsTemplate => Object.hasOwn(smsTemplates, name);

/** A letter that needs no words of ours: each paragraph as somebody wrote it. */
export const asWritten = ({ subject, text }: MailData["from_organization"]): Letter => ({
  subject,
  lines: text.split(/\n+/).filter((line) => line.trim() !== ""),
});
