import { de as access } from "./words-access-de.ts";
import { asWritten, type Words } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("de");
const notYou =
  "Wenn Sie das nicht waren, setzen Sie sofort ein neues Passwort und sehen Sie Ihre Geräte durch.";

const factors: Words["factors"] = {
  totp: "Authenticator-App",
  recovery_code: "Wiederherstellungscodes",
  passkey: "Passkey",
  email_code: "Codes per E-Mail",
  sms_code: "Codes per SMS",
};

const happened: Words["happened"] = {
  spray: "Bei vielen Personen Ihrer Organisation wurden in kurzer Zeit falsche Passwörter versucht.",
  brute_force: "Jemand hat an Ihrem Konto viele falsche Passwörter versucht.",
  success_after_failures:
    "Jemand hat sich nach vielen falschen Passwörtern an Ihrem Konto angemeldet, von einem Ort, den wir nicht kannten.",
  new_device: "Ihr Konto wurde auf einem Gerät benutzt, das wir noch nicht kannten.",
  new_country: "Ihr Konto wurde aus einem Land benutzt, aus dem es noch nie benutzt wurde.",
  unusual_hour: "Ihr Konto wurde zu einer Stunde benutzt, zu der Sie sich noch nie angemeldet haben.",
  refresh_replay:
    "Eine Kopie einer Anmeldung an Ihrem Konto wurde benutzt. Wir haben diese Anmeldung beendet.",
  passkey_copied:
    "Eine Kopie eines Ihrer Passkeys wurde benutzt. Entfernen Sie ihn und richten Sie einen neuen ein.",
};

export const de: Words = {
  factors,
  happened,
  copyLink: "Oder kopieren Sie diese Adresse in Ihren Browser:",
  footer: "Diese Nachricht hat Atrium gesendet, weil etwas mit Ihrer Adresse geschehen ist.",
  letters: {
    ...access,
    verify_email: ({ organization }) => ({
      subject: `Bestätigen Sie Ihre Adresse für ${organization}`,
      lines: [
        `Jemand, hoffentlich Sie, hat sich mit dieser Adresse bei ${organization} registriert.`,
        "Bestätigen Sie sie binnen 24 Stunden, um abzuschließen.",
      ],
      action: "Adresse bestätigen",
      after: ["Wenn Sie sich nicht registriert haben, tun Sie nichts: Ohne Bestätigung entsteht kein Konto."],
    }),
    already_registered: ({ organization }) => ({
      subject: "Sie haben bereits ein Konto",
      lines: [
        `Jemand, hoffentlich Sie, wollte sich mit dieser Adresse bei ${organization} registrieren, doch es gibt schon ein Konto mit ihr.`,
        "Melden Sie sich damit an. Haben Sie das Passwort vergessen, hilft die Anmeldeseite, ein neues zu setzen.",
      ],
      action: "Anmelden",
      after: ["Wenn Sie das nicht waren, tun Sie nichts: Es wurde nichts geändert."],
    }),
    welcome: ({ organization }) => ({
      subject: `Willkommen bei ${organization}`,
      lines: [`Ihre Adresse ist bestätigt, und Ihr Konto bei ${organization} ist bereit.`],
      action: "Anmelden",
      after: [
        "Wenn Sie kein Passwort selbst gewählt haben, setzen Sie über „Passwort vergessen“ ein neues, bevor Sie weitermachen.",
      ],
    }),
    reset_password: ({ byAdmin }) => ({
      subject: "Neues Passwort setzen",
      lines: [
        byAdmin
          ? "Die Verwaltung Ihrer Organisation bittet Sie, ein neues Passwort zu setzen."
          : "Jemand, hoffentlich Sie, möchte für Ihr Konto ein neues Passwort setzen.",
        "Der Link gilt einmal und eine Stunde lang. Ihr jetziges Passwort gilt, bis Sie ein anderes gesetzt haben.",
      ],
      action: "Neues Passwort setzen",
      after: ["Wenn Sie das nicht wollten, tun Sie nichts."],
    }),
    password_changed: ({ at }) => ({
      subject: "Ihr Passwort wurde geändert",
      lines: [`Das Passwort Ihres Kontos wurde am ${moment(at)} geändert.`, notYou],
      action: "Das war ich nicht",
    }),
    email_change_new: () => ({
      subject: "Bestätigen Sie Ihre neue Adresse",
      lines: [
        "Jemand, hoffentlich Sie, möchte diese Adresse für ein Konto verwenden. Bestätigen Sie, dass sie Ihnen gehört.",
      ],
      action: "Adresse bestätigen",
      after: ["Wenn Sie das nicht waren, tun Sie nichts."],
    }),
    email_change_old: ({ newEmail }) => ({
      subject: "Die Adresse Ihres Kontos wird geändert",
      lines: [
        `Die Adresse Ihres Kontos wird in ${newEmail} geändert.`,
        "Wenn Sie das nicht wollten, nehmen Sie die Änderung zurück. Dabei werden alle von Ihrem Konto abgemeldet.",
      ],
      action: "Änderung zurücknehmen",
    }),
    invitation: ({ organization, invitedBy, expiresAt }) => ({
      subject: `Einladung zu ${organization}`,
      lines: [
        invitedBy === null
          ? `Sie sind zu ${organization} eingeladen.`
          : `${invitedBy} lädt Sie zu ${organization} ein.`,
        `Die Einladung gilt bis ${moment(expiresAt)}.`,
      ],
      action: "Einladung ansehen",
      after: ["Wenn Sie keine erwarten, tun Sie nichts."],
    }),
    new_device: ({ device, place, at }) => ({
      subject: "Neue Anmeldung an Ihrem Konto",
      lines: [
        `Ihr Konto wurde auf einem Gerät benutzt, das wir noch nicht kannten: ${device}${place === null ? "" : `, ${place}`}, am ${moment(at)}.`,
        notYou,
      ],
      action: "Meine Geräte ansehen",
    }),
    factor_added: ({ factor, at }) => ({
      subject: "Ein zweiter Faktor kam hinzu",
      lines: [`Am ${moment(at)} kam zu Ihrem Konto hinzu: ${factors[factor]}.`, notYou],
      action: "Meine Sicherheit ansehen",
    }),
    factor_removed: ({ factor, at }) => ({
      subject: "Ein zweiter Faktor wurde entfernt",
      lines: [`Am ${moment(at)} wurde aus Ihrem Konto entfernt: ${factors[factor]}.`, notYou],
      action: "Meine Sicherheit ansehen",
    }),
    sign_in_code: ({ code, minutes }) => ({
      subject: "Ihr Code",
      lines: [
        `Ihr Code ist ${code}`,
        `Er gilt einmal und ${minutes} Minuten lang. Nennen Sie ihn niemandem; wir fragen nie danach.`,
      ],
    }),
    account_locked: ({ at }) => ({
      subject: "Ihr Konto ist eine Weile gesperrt",
      lines: [
        `Nach vielen gescheiterten Anmeldungen wurde Ihr Konto am ${moment(at)} gesperrt.`,
        "Geräte, mit denen Sie sich früher angemeldet haben, gelten weiter. Auch ein neues Passwort hebt die Sperre auf.",
      ],
      action: "Neues Passwort setzen",
    }),
    impersonation_started: ({ by, organization, reason, writes, minutes, at }) => ({
      subject: `${by} sieht ${organization} mit Ihren Augen`,
      lines: [
        `Am ${moment(at)} hat ${by} begonnen, bei ${organization} als Sie zu handeln, für höchstens ${minutes} Minuten.`,
        `Der angegebene Grund: „${reason}“`,
        writes
          ? "In Ihrem Namen kann dabei etwas geändert werden, aber nichts daran, wie Sie sich anmelden."
          : "Dabei wird nur angesehen, was Sie dort sehen, und nichts geändert.",
      ],
      action: "Ansehen oder beenden",
      after: ["Alles, was geschieht, steht unter dem eigenen Namen jener Person, auch in Ihrem Verlauf."],
    }),
    from_organization: asWritten,
    security_alert: ({ kind, locked, at }) => ({
      subject: "Etwas Ungewöhnliches an Ihrem Konto",
      lines: [
        happened[kind],
        `Bemerkt haben wir es am ${moment(at)}.`,
        locked
          ? "Zur Sicherheit ist Ihr Konto gesperrt. Aufheben kann das die Verwaltung Ihrer Organisation."
          : notYou,
      ],
      action: "Meine Sicherheit ansehen",
    }),
  },
  texts: {
    sign_in_code: ({ code, minutes }) =>
      `${code} ist Ihr Atrium-Code. Er gilt ${minutes} Minuten. Nennen Sie ihn niemandem.`,
    confirm_phone: ({ code, minutes }) =>
      `${code} bestätigt diese Nummer für Ihr Atrium-Konto. Der Code gilt ${minutes} Minuten.`,
  },
};
