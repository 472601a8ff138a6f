import type { AccessLetters } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("de");
const answers = { approved: "genehmigt", denied: "abgelehnt" };

export const de: AccessLetters = {
  access_request: ({ organization, name, wanted, reason }) => ({
    subject: `${name} bittet um ${wanted}`,
    lines: [`${name} bittet bei ${organization} um ${wanted}.`, `Begründung: ${reason}`],
    action: "Antrag ansehen",
    after: ["Sie können ihn genehmigen oder ablehnen, wie alle, die über Anträge entscheiden."],
  }),
  access_request_answered: ({ organization, wanted, answer, by, note }) => ({
    subject:
      answer === "approved"
        ? `Genehmigt: ${wanted}`
        : answer === "denied"
          ? `Abgelehnt: ${wanted}`
          : `Nicht rechtzeitig beantwortet: ${wanted}`,
    lines: [
      answer === "expired"
        ? `Ihren Antrag auf ${wanted} bei ${organization} hat niemand rechtzeitig beantwortet.`
        : `${by ?? organization} hat Ihren Antrag auf ${wanted} bei ${organization} ${answers[answer]}.`,
      ...(note === null ? [] : [note]),
    ],
    action: "Meine Anträge ansehen",
  }),
  grant_ending: ({ organization, wanted, holder, until }) => ({
    subject: holder === null ? `${wanted} endet bald` : `${wanted} von ${holder} endet bald`,
    lines: [
      holder === null
        ? `Was Sie bei ${organization} erhalten haben, ${wanted}, endet am ${moment(until)}.`
        : `Was Sie ${holder} bei ${organization} gegeben haben, ${wanted}, endet am ${moment(until)}.`,
    ],
    action: "Erneut beantragen",
  }),
  review_waiting: ({ organization, review, items, dueAt, again }) => ({
    subject: again ? `Noch zu prüfen: ${review}` : `Zu prüfen: ${review}`,
    lines: [
      `In der Zugriffsprüfung „${review}“ von ${organization} ${items === 1 ? "wartet ein Eintrag" : `warten ${items} Einträge`} bis ${moment(dueAt)} auf Ihre Entscheidung.`,
    ],
    action: "Zugriffe prüfen",
  }),
};
