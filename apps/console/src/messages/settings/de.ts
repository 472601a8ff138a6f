import type { settingsEn } from "./en.ts";

export const settingsDe: Readonly<Record<keyof typeof settingsEn, string>> = {
  "policies.title": "Richtlinien",
  "policies.summary": "Die Regeln für die Anmeldung bei {organization}. Sie gelten binnen einer Sekunde.",
  "policies.bounds": "Eine ganze Zahl von {from} bis {to}",
  "policies.emptyIsNever": "Leer: nie",
  "policies.zeroIsNone": "0: wird nicht angeboten",
  "policies.minutes": "{count, plural, one {# Minute} other {# Minuten}}",
  "policies.hours": "{count, plural, one {# Stunde} other {# Stunden}}",
  "policies.days": "{count, plural, one {# Tag} other {# Tagen}}",

  "policies.preview.asking": "Es wird nachgesehen, wen das betrifft …",
  "policies.preview.nobody": "Hier ist im Moment niemand betroffen.",
  "policies.preview.locksYouOut":
    "Du könntest dich unter diesen Regeln selbst nicht anmelden. Richte zuerst ein, was sie von dir verlangen.",
  "policies.preview.withoutFactor":
    "{count, plural, one {# Person muss} other {# Personen müssen}} einen zweiten Faktor einrichten:",
  "policies.preview.withoutFactorAtLeast":
    "Mehr als {count} Personen müssen einen zweiten Faktor einrichten:",
  "policies.preview.passwordTooOld":
    "{count, plural, one {# Person muss} other {# Personen müssen}} das Passwort ändern:",
  "policies.preview.passwordTooOldAtLeast": "Mehr als {count} Personen müssen das Passwort ändern:",
  "policies.preview.sessionsEnding":
    "{count, plural, one {# Person wird} other {# Personen werden}} irgendwo sofort abgemeldet:",
  "policies.preview.sessionsEndingAtLeast": "Mehr als {count} Personen werden irgendwo sofort abgemeldet:",

  "policies.mfa": "Zweiter Faktor",
  "policies.mfa.mode": "Zweiter Faktor",
  "policies.mfa.off": "Aus",
  "policies.mfa.optional": "Freiwillig",
  "policies.mfa.required": "Verlangt",
  "policies.mfa.requiredFrom": "Verlangt ab",
  "policies.mfa.requiredFromHelp": "Leer: sofort",
  "policies.mfa.everyone": "Von allen",
  "policies.mfa.roles": "Von diesen Rollen",
  "policies.mfa.factors": "Was eingerichtet werden darf",
  "policies.mfa.says.off":
    "Niemand wird gebeten, einen einzurichten. Wer einen hat, wird weiter danach gefragt.",
  "policies.mfa.says.optional": "Wer will, richtet einen ein und wird von da an danach gefragt.",
  "policies.mfa.says.required":
    "Einen zweiten Faktor braucht {who}; ohne ihn führt die Anmeldung zum Einrichten.",
  "policies.mfa.says.requiredFrom":
    "Ab {when} braucht {who} einen zweiten Faktor. Bis dahin ist er freiwillig.",
  "policies.mfa.says.everyone": "jede Person",
  "policies.mfa.says.roles": "wer {roles} ist",

  "policies.password": "Passwörter",
  "policies.password.minLength": "Kürzestes Passwort",
  "policies.password.history": "Frühere, die nicht wiederkommen dürfen",
  "policies.password.maxAgeDays": "Tage, bis es geändert werden muss",
  "policies.password.composition": "Es muss enthalten",
  "policies.password.requireUpper": "Einen Großbuchstaben",
  "policies.password.requireLower": "Einen Kleinbuchstaben",
  "policies.password.requireDigit": "Eine Ziffer",
  "policies.password.requireSymbol": "Ein Zeichen",
  "policies.password.says":
    "Ein Passwort hat mindestens {length, plural, one {# Zeichen} other {# Zeichen}} und ist keines, das andere verwenden.",
  "policies.password.says.free": "Woraus es besteht, ist frei.",
  "policies.password.says.composed": "Es enthält die Arten von Zeichen, die unten angehakt sind.",
  "policies.password.says.history":
    "{count, plural, one {Das letzte darf} other {Die letzten # dürfen}} nicht wiederkommen.",
  "policies.password.says.ageless": "Es gilt, bis es jemand ändert.",
  "policies.password.says.age": "Es gilt {days, plural, one {# Tag} other {# Tage}}.",

  "policies.session": "Sitzungen und Geräte",
  "policies.session.idleMinutes": "Minuten ohne Verwendung",
  "policies.session.absoluteHours": "Stunden höchstens",
  "policies.session.rememberDays": "Tage mit „Angemeldet bleiben“",
  "policies.session.trustedDeviceDays": "Tage, die einem Gerät vertraut wird",
  "policies.session.says": "Eine Sitzung endet nach {idle} ohne Verwendung und in jedem Fall nach {most}.",
  "policies.session.says.most": "Eine Sitzung endet nach {most}, verwendet oder nicht.",
  "policies.session.says.remember":
    "Wer angemeldet bleiben will, bleibt es {days, plural, one {# Tag} other {# Tage}}.",
  "policies.session.says.noRemember": "Niemand kann länger angemeldet bleiben.",
  "policies.session.says.trust":
    "Ein vertrautes Gerät wird {days, plural, one {# Tag} other {# Tage}} nicht nach dem zweiten Faktor gefragt.",
  "policies.session.says.noTrust": "Keinem Gerät wird vertraut: Der zweite Faktor wird jedes Mal verlangt.",

  "policies.lockout": "Fehlversuche",
  "policies.lockout.attempts": "Fehlversuche",
  "policies.lockout.windowMinutes": "Innerhalb von Minuten",
  "policies.lockout.says":
    "Nach {attempts, plural, one {# Fehlversuch} other {# Fehlversuchen}} innerhalb von {minutes, plural, one {# Minute} other {# Minuten}} müssen weitere warten. Bekannte Geräte kommen durch.",

  "policies.registration": "Registrierung",
  "policies.registration.mode": "Wer sich registrieren darf",
  "policies.registration.open": "Alle",
  "policies.registration.domain": "Adressen bestimmter Domains",
  "policies.registration.invitation": "Wer eingeladen ist",
  "policies.registration.closed": "Niemand",
  "policies.registration.domains": "Domains",
  "policies.registration.says.open": "Wer eine Adresse bestätigt, darf herein.",
  "policies.registration.says.domain": "Wer eine Adresse von {domains} bestätigt, darf herein.",
  "policies.registration.says.invitation": "Nur wer eingeladen wurde, kann sich registrieren.",
  "policies.registration.says.closed": "Niemand kann sich selbst registrieren.",

  "policies.sso": "Single Sign-on",
  "policies.sso.enforced": "Nur über den eigenen Identitätsanbieter der Organisation",
  "policies.sso.says.free": "Passwörter und Passkeys gelten neben dem Identitätsanbieter.",
  "policies.sso.says.enforced":
    "Passwörter werden abgelehnt: Alle melden sich über den Identitätsanbieter an.",

  "policies.responses": "Was von selbst geschieht",
  "policies.responses.says":
    "Was die Regeln sofort tun, wenn ihnen etwas auffällt. Ein Konto wird nie durch etwas gesperrt, das jeder herbeiführen könnte.",
};
