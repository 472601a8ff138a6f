import type { impersonationEn } from "./en.ts";

export const impersonationDe: Record<keyof typeof impersonationEn, string> = {
  "action.impersonate": "Anmelden als …",
  "action.endImpersonation": "Nicht mehr als jemand anderes handeln",
  "impersonation.title": "Atrium mit den Augen von {name} sehen?",
  "impersonation.detail":
    "Fünfzehn Minuten lang zeigt dieser Tab, was {name} sieht, soweit Sie es selbst sehen dürfen. Die Person erfährt per E-Mail davon, mit Ihrem Namen und dem Grund, und alles, was Sie tun, wird unter beiden Namen festgehalten.",
  "impersonation.never":
    "Passwort, Faktoren, Sitzungen, Adressen, Schlüssel, Rollen und Exporte bleiben allein Sache der Person, was immer Sie hier ankreuzen.",
  "impersonation.write": "In ihrem Namen auch etwas ändern",
  "impersonation.writeDetail": "Sonst können Sie nur ansehen.",
  "impersonation.start": "Als {name} anmelden",
  "impersonation.banner": "Sie handeln als {name}",
  "impersonation.looking": "nur ansehen",
  "impersonation.writing": "Änderungen gelten",
  "impersonation.reason": "Grund: {reason}",
  "impersonation.left": "noch {time}",
  "impersonation.end": "Beenden",
  "impersonation.endOf": "Beenden: handeln als {name}",
  "impersonation.over.title": "Sie sind wieder Sie selbst",
  "impersonation.over.detail":
    "Das Handeln als {name} ist vorbei: die fünfzehn Minuten sind um, oder es wurde beendet. Was Sie hier geschrieben und nicht gespeichert haben, können Sie noch kopieren.",
  "impersonation.over.back": "Zurück an meinen Platz",
  "audit.actingAs": "{actor} als {subject}",
  "audit.onBehalfOf": "Im Namen von",
  "audit.because": "Grund: {reason}",
  "sessions.acting": "{name}, handelt als diese Person",
  "sessions.acting.writes": "kann etwas ändern",
  "sessions.acting.looks": "sieht nur zu",
  "event.impersonation.started": "{actor} begann, Atrium als {target} anzusehen",
  "event.impersonation.ended": "{actor} sieht Atrium nicht mehr als {target} an",
};
