import { en as access } from "./words-access-en.ts";
import { asWritten, type Words } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("en");
const notYou = "If this was not you, set a new password at once and look through your devices.";

const factors: Words["factors"] = {
  totp: "authenticator app",
  recovery_code: "recovery codes",
  passkey: "passkey",
  email_code: "codes by e-mail",
  sms_code: "codes by SMS",
};

const happened: Words["happened"] = {
  spray: "Many people of your organization were tried with wrong passwords in a short time.",
  brute_force: "Somebody tried many wrong passwords on your account.",
  success_after_failures:
    "Somebody signed in to your account after many wrong passwords, from a place that we did not know.",
  new_device: "Your account was used on a device that we had not seen before.",
  new_country: "Your account was used from a country that it was never used from before.",
  unusual_hour: "Your account was used at an hour at which you never signed in before.",
  refresh_replay: "A copy of a sign-in to your account was used. We ended that sign-in.",
  passkey_copied: "A copy of one of your passkeys was used. Remove that passkey and set up a new one.",
};

export const en: Words = {
  factors,
  happened,
  copyLink: "Or copy this address into your browser:",
  footer: "This message was sent by Atrium because of something that happened with your address.",
  letters: {
    ...access,
    verify_email: ({ organization }) => ({
      subject: `Confirm your address for ${organization}`,
      lines: [
        `Somebody, hopefully you, registered at ${organization} with this address.`,
        "Confirm it within 24 hours to finish.",
      ],
      action: "Confirm address",
      after: ["If you did not register, do nothing: without the confirmation no account is made."],
    }),
    already_registered: ({ organization }) => ({
      subject: "You already have an account",
      lines: [
        `Somebody, hopefully you, tried to register at ${organization} with this address, but there is an account with it.`,
        "Sign in with it. If you forgot the password, the sign-in page helps you to set a new one.",
      ],
      action: "Sign in",
      after: ["If this was not you, do nothing: nothing was changed."],
    }),
    welcome: ({ organization }) => ({
      subject: `Welcome to ${organization}`,
      lines: [`Your address is confirmed and your account at ${organization} is ready.`],
      action: "Sign in",
      after: [
        "If you did not choose a password yourself, set a new one by “Forgot password” before you go on.",
      ],
    }),
    reset_password: ({ byAdmin }) => ({
      subject: "Set a new password",
      lines: [
        byAdmin
          ? "An administrator of your organization asks you to set a new password."
          : "Somebody, hopefully you, asked to set a new password for your account.",
        "The link works once and for one hour. Your present password stays good until you have set another.",
      ],
      action: "Set a new password",
      after: ["If you did not ask for it, do nothing."],
    }),
    password_changed: ({ at }) => ({
      subject: "Your password was changed",
      lines: [`The password of your account was changed on ${moment(at)}.`, notYou],
      action: "This was not me",
    }),
    email_change_new: () => ({
      subject: "Confirm your new address",
      lines: ["Somebody, hopefully you, wants to use this address for an account. Confirm that it is yours."],
      action: "Confirm address",
      after: ["If this was not you, do nothing."],
    }),
    email_change_old: ({ newEmail }) => ({
      subject: "The address of your account is being changed",
      lines: [
        `The address of your account is being changed to ${newEmail}.`,
        "If you did not ask for this, take the change back. That also signs everybody out of your account.",
      ],
      action: "Take the change back",
    }),
    invitation: ({ organization, invitedBy, expiresAt }) => ({
      subject: `Invitation to ${organization}`,
      lines: [
        invitedBy === null
          ? `You are invited to join ${organization}.`
          : `${invitedBy} invites you to join ${organization}.`,
        `The invitation is good until ${moment(expiresAt)}.`,
      ],
      action: "Look at the invitation",
      after: ["If you do not expect it, do nothing."],
    }),
    new_device: ({ device, place, at }) => ({
      subject: "New sign-in to your account",
      lines: [
        `Your account was used on a device that we had not seen before: ${device}${place === null ? "" : `, ${place}`}, on ${moment(at)}.`,
        notYou,
      ],
      action: "Look at my devices",
    }),
    factor_added: ({ factor, at }) => ({
      subject: "A way to confirm sign-ins was added",
      lines: [`Added to your account on ${moment(at)}: ${factors[factor]}.`, notYou],
      action: "Look at my security",
    }),
    factor_removed: ({ factor, at }) => ({
      subject: "A way to confirm sign-ins was removed",
      lines: [`Removed from your account on ${moment(at)}: ${factors[factor]}.`, notYou],
      action: "Look at my security",
    }),
    sign_in_code: ({ code, minutes }) => ({
      subject: "Your code",
      lines: [
        `Your code is ${code}`,
        `It works once and for ${minutes} minutes. Never tell it to anybody; we will not ask you for it.`,
      ],
    }),
    account_locked: ({ at }) => ({
      subject: "Your account is locked for a while",
      lines: [
        `After many failed sign-ins your account was locked on ${moment(at)}.`,
        "Devices that you signed in with before still work. A new password lifts the lock, too.",
      ],
      action: "Set a new password",
    }),
    impersonation_started: ({ by, organization, reason, writes, minutes, at }) => ({
      subject: `${by} is looking at ${organization} as you`,
      lines: [
        `On ${moment(at)} ${by} began to act as you at ${organization}, for at most ${minutes} minutes.`,
        `The reason given: “${reason}”`,
        writes
          ? "They can change things in your name, but nothing about how you sign in."
          : "They can look at what you see there and change nothing.",
      ],
      action: "See it or end it",
      after: ["What they do is written down under their own name, in your activity too."],
    }),
    from_organization: asWritten,
    security_alert: ({ kind, locked, at }) => ({
      subject: "Something unusual happened to your account",
      lines: [
        happened[kind],
        `We noticed it on ${moment(at)}.`,
        locked
          ? "To be safe, your account is locked. An administrator of your organization can unlock it."
          : notYou,
      ],
      action: "Look at my security",
    }),
  },
  texts: {
    sign_in_code: ({ code, minutes }) =>
      `${code} is your Atrium code. It works for ${minutes} minutes. Never tell it to anybody.`,
    confirm_phone: ({ code, minutes }) =>
      `${code} confirms this number for your Atrium account. It works for ${minutes} minutes.`,
  },
};
