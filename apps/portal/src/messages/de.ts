import type { Messages } from "./en.ts";

export const de: Messages = {
  "page.error": "Fehler: {title}",
  "page.language": "Sprache",
  "page.back": "Zurück zur Anmeldung",
  "page.or": "oder",
  "page.continue": "Weiter",
  "page.noScript": "Passkeys brauchen JavaScript, das in diesem Browser ausgeschaltet ist.",
  "page.passkeyFailed":
    "Der Passkey wurde nicht verwendet. Versuchen Sie es noch einmal oder auf einem anderen Weg.",

  "field.email": "E-Mail",
  "field.password": "Passwort",
  "field.newPassword": "Neues Passwort",
  "field.firstName": "Vorname",
  "field.lastName": "Nachname",
  "field.show": "Passwort zeigen",
  "field.hide": "Passwort verbergen",
  "field.passwordHint": "Lang und leicht zu merken: Ein kurzer eigener Satz eignet sich gut.",

  "login.title": "Anmelden",
  "login.submit": "Anmelden",
  "login.remember": "Angemeldet bleiben",
  "login.forgot": "Passwort vergessen?",
  "login.register": "Konto anlegen",
  "login.passkey": "Mit einem Passkey anmelden",
  "login.sso": "Über Ihre Organisation anmelden",
  "login.with": "Weiter mit {name}",
  "login.ssoNeedsEmail":
    "Geben Sie zuerst Ihre E-Mail-Adresse ein und wählen Sie dann noch einmal die Anmeldung Ihrer Organisation.",
  "login.ssoNone":
    "Zu dieser Adresse gehört keine Anmeldung einer Organisation. Verwenden Sie Ihr Passwort oder einen Passkey.",
  "login.verified": "{email} ist bestätigt. Sie können sich jetzt anmelden.",
  "login.reset": "Das neue Passwort gilt, und Sie sind überall abgemeldet. Melden Sie sich damit an.",
  "login.signedOut": "Sie sind abgemeldet.",
  "login.signInFirst": "Melden Sie sich zuerst an; dann geht es weiter.",
  "login.reverted":
    "Ihre frühere Adresse gilt wieder, und Sie sind überall abgemeldet. Setzen Sie ein neues Passwort, wenn nicht Sie die Adresse geändert haben.",
  "login.accepted": "Sie gehören jetzt zu {name}. Melden Sie sich an, um zu beginnen.",

  "factor.title": "Noch ein Schritt",
  "factor.totp": "Authenticator-App",
  "factor.passkey": "Passkey",
  "factor.recovery_code": "Wiederherstellungscode",
  "factor.email_code": "Code per E-Mail",
  "factor.sms_code": "Code per SMS",
  "factor.totp.label": "Code Ihrer Authenticator-App",
  "factor.recovery_code.label": "Einer Ihrer Wiederherstellungscodes",
  "factor.email_code.label": "Code aus der E-Mail",
  "factor.sms_code.label": "Code aus der SMS",
  "factor.passkey.use": "Passkey verwenden",
  "factor.send": "Code senden",
  "factor.sendAgain": "Noch einen Code senden",
  "factor.sent": "Ein Code ist unterwegs an {to}. Er gilt zehn Minuten.",
  "factor.trust": "Auf diesem Gerät nicht mehr danach fragen",
  "factor.other": "Anderer Weg",

  "enrol.title": "Zweiten Faktor einrichten",
  "enrol.detail":
    "Ihre Organisation verlangt ihn. Lesen Sie das Bild mit einer Authenticator-App ein und geben Sie dann den Code der App ein.",
  "enrol.onlyPasskey":
    "Ihre Organisation verlangt ihn und nimmt Passkeys: Richten Sie einen ein, mit Fingerabdruck, Gesicht, PIN oder Sicherheitsschlüssel.",
  "enrol.setUpPasskey": "Passkey einrichten",
  "enrol.begun": "Geben Sie den Code ein, den Ihre Authenticator-App jetzt zeigt.",
  "enrol.picture": "QR-Code für die Authenticator-App",
  "enrol.key": "Ohne Kamera geben Sie diesen Schlüssel in die App ein:",
  "enrol.code": "Code der App",
  "enrol.again": "Neues Bild zeigen",
  "enrol.passkey": "Stattdessen einen Passkey einrichten",

  "codes.title": "Wiederherstellungscodes",
  "codes.detail":
    "Wenn Sie Ihren zweiten Faktor verlieren, meldet Sie ein Wiederherstellungscode an. Jeder gilt einmal.",
  "codes.make": "Wiederherstellungscodes erzeugen",
  "codes.keep": "Bewahren Sie sie sicher auf. Sie werden jetzt gezeigt und nie wieder.",
  "codes.later": "Nicht jetzt",

  "renew.title": "Neues Passwort wählen",
  "renew.detail": "Das jetzige ist zu alt oder muss ersetzt werden. Danach sind Sie angemeldet.",
  "renew.submit": "Passwort setzen",

  "register.title": "Konto anlegen",
  "register.submit": "Konto anlegen",
  "register.have": "Ich habe ein Konto",
  "register.sentTitle": "Sehen Sie in Ihre E-Mails",
  "register.sentDetail":
    "Eine E-Mail ging an {email}. Folgen Sie ihrem Link, um fortzufahren. Das kann eine Minute dauern; sehen Sie auch im Spam nach.",
  "register.again": "E-Mail noch einmal senden",

  "verify.title": "Adresse bestätigen",
  "verify.detail":
    "Geben Sie das Passwort ein, das Sie bei der Registrierung gewählt haben. Wenn nicht Sie sich registriert haben, schließen Sie diese Seite: Es geschieht nichts.",
  "verify.submit": "Adresse bestätigen",

  "forgot.title": "Passwort vergessen?",
  "forgot.detail": "Geben Sie Ihre Adresse ein; wir senden Ihnen einen Link, um ein neues zu setzen.",
  "forgot.submit": "Link senden",
  "forgot.sentTitle": "Sehen Sie in Ihre E-Mails",
  "forgot.sentDetail":
    "Wenn {email} hier ein Konto hat, ist die E-Mail unterwegs. Ihr Link gilt eine Stunde.",

  "reset.title": "Neues Passwort setzen",
  "reset.detail": "Sie werden überall abgemeldet. Ihre zweiten Faktoren bleiben, wie sie sind.",
  "reset.submit": "Passwort setzen",

  "confirm.title": "Neue Adresse bestätigen",
  "confirm.detail":
    "Die bisherige Adresse bekommt eine E-Mail, die die Änderung sieben Tage lang zurücknehmen kann.",
  "confirm.submit": "Adresse bestätigen",
  "confirm.doneTitle": "Die Adresse gehört Ihnen",
  "confirm.doneDetail": "{email} ist bestätigt.",

  "revert.title": "Adressänderung zurücknehmen",
  "revert.detail":
    "Ihre frühere Adresse gilt wieder, seither hinzugefügte Adressen entfallen, und Sie werden überall abgemeldet.",
  "revert.submit": "Zurücknehmen",

  "invitation.title": "Einladung zu {name}",
  "invitation.detail": "{inviter} lädt {email} ein.",
  "invitation.accept": "Einladung annehmen",
  "invitation.signIn": "Anmelden und annehmen",
  "invitation.signOut":
    "Sie sind mit einer anderen Adresse angemeldet. Melden Sie sich ab und nehmen Sie dann als {email} an.",
  "invitation.signOutSubmit": "Abmelden",

  "logout.title": "Abmelden",
  "logout.detail": "Sie beenden Ihre Sitzung in diesem Browser.",
  "logout.submit": "Abmelden",
  "logout.stay": "Angemeldet bleiben",

  "sso.title": "Weiter zu {name}",
  "sso.detail": "Dort melden Sie sich an und kommen von selbst hierher zurück.",
  "sso.go": "Weiter",
  "sso.failed": "Die Anmeldung hat nicht geklappt",

  "link.title": "Dieser Link gilt nicht mehr",
  "link.detail": "Er wurde schon verwendet, ist zu alt, oder eine neuere E-Mail hat ihn ersetzt.",
  "link.missing": "Öffnen Sie diese Seite über den Link in der E-Mail.",
  "link.missingTitle": "Der Link ist nicht vollständig",

  "problem.title": "Etwas ist schiefgegangen",
  "problem.request": "Anfrage {id}",
  "problem.fields": "Bitte sehen Sie sich an, was markiert ist.",
  "problem.other": "Das hat nicht geklappt. Versuchen Sie es gleich noch einmal.",
  "problem.foreign":
    "Diese Anfrage kam nicht von dieser Seite; darum ist nichts geschehen. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.",
  "problem.wait": "Zu viele Versuche. Versuchen Sie es in {time} noch einmal.",
  "problem.busy": "Gerade melden sich viele Menschen an. Versuchen Sie es gleich noch einmal.",
  "problem.credentials": "E-Mail oder Passwort ist falsch.",
  "problem.verifyPassword": "Das ist nicht das Passwort der Registrierung.",
  "problem.ticket": "Das hat zu lange gedauert, oder zu viele Codes waren falsch. Bitte beginnen Sie neu.",
  "problem.code": "Der Code ist falsch oder wurde schon verwendet.",
  "problem.passkey":
    "Der Passkey konnte nicht geprüft werden. Versuchen Sie es noch einmal oder auf einem anderen Weg.",
  "problem.messages":
    "Es wurden zu viele Nachrichten gesendet. Versuchen Sie es später oder auf einem anderen Weg.",
  "problem.registration": "Hier kann man kein Konto anlegen. Bitten Sie um eine Einladung.",
  "problem.domain": "Nur Adressen bestimmter Domains können hier ein Konto anlegen.",
  "problem.email": "Diese Adresse kann nicht verwendet werden.",
  "problem.wrongAddress": "Die Einladung gilt einer anderen Adresse.",
  "problem.member": "Diese Adresse gehört hier schon einer Person.",
  "problem.full":
    "Die Organisation hat keinen Platz für eine weitere Person. Sagen Sie es ihren Administratoren.",
  "problem.ssoRequired": "Ihre Organisation will, dass Sie sich über ihre eigene Anmeldung anmelden.",
  "problem.ssoState":
    "Diese Anmeldung wurde nicht in diesem Browser begonnen oder hat zu lange gedauert. Bitte beginnen Sie neu.",
  "problem.ssoRefused":
    "Die andere Anmeldung hat Sie nicht eingelassen, oder ihrer Antwort war nicht zu trauen.",
  "problem.connection":
    "Die Anmeldung Ihrer Organisation funktioniert zurzeit nicht. Sagen Sie es ihren Administratoren.",
  "problem.passwordUnfit": "Dieses Passwort ist zu leicht zu erraten.",
  "problem.passwordUsed": "Dieses Passwort haben Sie schon einmal verwendet.",
  "problem.factorNotAllowed": "Ihre Organisation nimmt diesen Faktor nicht.",
  "problem.factorExists": "Eine Authenticator-App ist schon eingerichtet. Bitte beginnen Sie neu.",

  "invalid.required": "Wird gebraucht",
  "invalid.other": "Das kann nicht angenommen werden.",
  "invalid.email": "Das ist keine E-Mail-Adresse, die wir verwenden können, wie ann@example.com.",
  "invalid.too_short": "Mindestens {number} Zeichen sind nötig.",
  "invalid.too_long": "Höchstens {number} Zeichen.",
  "invalid.needs_upper": "Ihre Organisation verlangt einen Großbuchstaben.",
  "invalid.needs_lower": "Ihre Organisation verlangt einen Kleinbuchstaben.",
  "invalid.needs_digit": "Ihre Organisation verlangt eine Ziffer.",
  "invalid.needs_symbol": "Ihre Organisation verlangt ein Zeichen, das weder Buchstabe noch Ziffer ist.",
  "invalid.contains_email": "Es darf nicht aus Ihrer E-Mail-Adresse bestehen.",
  "invalid.contains_name": "Es darf nicht aus Ihrem Namen bestehen.",
  "invalid.contains_organization": "Es darf nicht aus dem Namen der Organisation bestehen.",
  "invalid.contains_product": "Es darf nicht aus dem Namen dieses Produkts bestehen.",
  "invalid.repetitive": "Es wiederholt zu wenige Zeichen.",
  "invalid.sequential": "Es folgt dem Alphabet oder der Tastatur.",
  "invalid.common": "Viele Menschen verwenden es: Es gehört zu den ersten, die probiert werden.",
  "invalid.used_before": "Sie haben es schon einmal verwendet.",
};
