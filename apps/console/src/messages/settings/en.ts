/** The rules for signing in. */
export const settingsEn = {
  "policies.title": "Policies",
  "policies.summary": "The rules for signing in to {organization}. They hold within a second.",
  "policies.bounds": "A whole number from {from} to {to}",
  "policies.emptyIsNever": "Empty: never",
  "policies.zeroIsNone": "0: not offered",
  "policies.minutes": "{count, plural, one {# minute} other {# minutes}}",
  "policies.hours": "{count, plural, one {# hour} other {# hours}}",
  "policies.days": "{count, plural, one {# day} other {# days}}",

  "policies.preview.asking": "Looking whom this concerns…",
  "policies.preview.nobody": "Nobody here is affected now.",
  "policies.preview.locksYouOut":
    "You could not sign in under these rules yourself. Set up what they want of you first.",
  "policies.preview.withoutFactor":
    "{count, plural, one {# person has} other {# people have}} to set up a second factor:",
  "policies.preview.withoutFactorAtLeast": "More than {count} people have to set up a second factor:",
  "policies.preview.passwordTooOld":
    "{count, plural, one {# person has} other {# people have}} to change their password:",
  "policies.preview.passwordTooOldAtLeast": "More than {count} people have to change their password:",
  "policies.preview.sessionsEnding":
    "{count, plural, one {# person is} other {# people are}} signed out somewhere at once:",
  "policies.preview.sessionsEndingAtLeast": "More than {count} people are signed out somewhere at once:",

  "policies.mfa": "Second factor",
  "policies.mfa.mode": "Second factor",
  "policies.mfa.off": "Off",
  "policies.mfa.optional": "Optional",
  "policies.mfa.required": "Required",
  "policies.mfa.requiredFrom": "Required from",
  "policies.mfa.requiredFromHelp": "Empty: at once",
  "policies.mfa.everyone": "Of everyone",
  "policies.mfa.roles": "Of these roles",
  "policies.mfa.factors": "What may be set up",
  "policies.mfa.says.off": "Nobody is asked to set one up. Who has one is still asked for it.",
  "policies.mfa.says.optional": "Whoever wants sets one up, and is asked for it from then on.",
  "policies.mfa.says.required":
    "{who} needs a second factor; without one, signing in leads to setting it up.",
  "policies.mfa.says.requiredFrom": "From {when} on {who} needs a second factor. Until then it is optional.",
  "policies.mfa.says.everyone": "everyone",
  "policies.mfa.says.roles": "whoever is {roles}",

  "policies.password": "Passwords",
  "policies.password.minLength": "Shortest password",
  "policies.password.history": "Earlier ones that may not come back",
  "policies.password.maxAgeDays": "Days until it must be changed",
  "policies.password.composition": "It has to hold",
  "policies.password.requireUpper": "A capital letter",
  "policies.password.requireLower": "A small letter",
  "policies.password.requireDigit": "A digit",
  "policies.password.requireSymbol": "A symbol",
  "policies.password.says":
    "A password has at least {length, plural, one {# character} other {# characters}} and is none that others use.",
  "policies.password.says.free": "What it is made of is free.",
  "policies.password.says.composed": "It holds the kinds of characters that are ticked below.",
  "policies.password.says.history":
    "{count, plural, one {The last one} other {The last # of them}} may not come back.",
  "policies.password.says.ageless": "It is good until somebody changes it.",
  "policies.password.says.age": "It is good for {days, plural, one {# day} other {# days}}.",

  "policies.session": "Sessions and devices",
  "policies.session.idleMinutes": "Minutes without use",
  "policies.session.absoluteHours": "Hours at most",
  "policies.session.rememberDays": "Days with “keep me signed in”",
  "policies.session.trustedDeviceDays": "Days a device is trusted",
  "policies.session.says": "A session ends after {idle} without use, and after {most} in any case.",
  "policies.session.says.most": "A session ends after {most}, used or not.",
  "policies.session.says.remember":
    "Who asks to stay signed in stays for {days, plural, one {# day} other {# days}}.",
  "policies.session.says.noRemember": "Nobody can ask to stay signed in for longer.",
  "policies.session.says.trust":
    "A trusted device is not asked for the second factor for {days, plural, one {# day} other {# days}}.",
  "policies.session.says.noTrust": "No device is trusted: the second factor is asked for each time.",

  "policies.lockout": "Failed tries",
  "policies.lockout.attempts": "Failed tries",
  "policies.lockout.windowMinutes": "Within minutes",
  "policies.lockout.says":
    "After {attempts, plural, one {# failed try} other {# failed tries}} within {minutes, plural, one {# minute} other {# minutes}} further ones have to wait. Devices that are known pass.",

  "policies.registration": "Registration",
  "policies.registration.mode": "Who may register",
  "policies.registration.open": "Anybody",
  "policies.registration.domain": "Addresses of certain domains",
  "policies.registration.invitation": "Who is invited",
  "policies.registration.closed": "Nobody",
  "policies.registration.domains": "Domains",
  "policies.registration.says.open": "Anybody with a confirmed address may come in.",
  "policies.registration.says.domain": "Whoever confirms an address of {domains} may come in.",
  "policies.registration.says.invitation": "Only those can register who were invited.",
  "policies.registration.says.closed": "Nobody can register by themselves.",

  "policies.sso": "Single sign-on",
  "policies.sso.enforced": "Only through the organization's own identity provider",
  "policies.sso.says.free": "Passwords and passkeys work beside the identity provider.",
  "policies.sso.says.enforced": "Passwords are refused: everybody signs in through the identity provider.",

  "policies.responses": "What happens by itself",
  "policies.responses.says":
    "What the rules do at once when they notice something. An account is never locked by what anybody could bring about.",
} as const satisfies Record<string, string>;
