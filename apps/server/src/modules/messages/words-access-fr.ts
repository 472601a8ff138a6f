import type { AccessLetters } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("fr");
const answers = { approved: "approuvé", denied: "refusé" };

export const fr: AccessLetters = {
  access_request: ({ organization, name, wanted, reason }) => ({
    subject: `${name} demande ${wanted}`,
    lines: [`${name} demande ${wanted} chez ${organization}.`, `Motif : ${reason}`],
    action: "Voir la demande",
    after: ["Vous pouvez l’approuver ou la refuser, comme toute personne qui décide des demandes."],
  }),
  access_request_answered: ({ organization, wanted, answer, by, note }) => ({
    subject:
      answer === "approved"
        ? `Approuvé : ${wanted}`
        : answer === "denied"
          ? `Refusé : ${wanted}`
          : `Sans réponse à temps : ${wanted}`,
    lines: [
      answer === "expired"
        ? `Personne n’a répondu à temps à votre demande de ${wanted} chez ${organization}.`
        : `${by ?? organization} a ${answers[answer]} votre demande de ${wanted} chez ${organization}.`,
      ...(note === null ? [] : [note]),
    ],
    action: "Voir mes demandes",
  }),
  grant_ending: ({ organization, wanted, holder, until }) => ({
    subject: holder === null ? `${wanted} prend bientôt fin` : `${wanted} de ${holder} prend bientôt fin`,
    lines: [
      holder === null
        ? `Ce que vous avez reçu chez ${organization}, ${wanted}, prend fin le ${moment(until)}.`
        : `Ce que vous avez donné à ${holder} chez ${organization}, ${wanted}, prend fin le ${moment(until)}.`,
    ],
    action: "Le redemander",
  }),
  review_waiting: ({ organization, review, items, dueAt, again }) => ({
    subject: again ? `Encore à revoir : ${review}` : `À revoir : ${review}`,
    lines: [
      `Dans la revue d’accès « ${review} » de ${organization}, ${items === 1 ? "un élément attend" : `${items} éléments attendent`} votre décision jusqu’au ${moment(dueAt)}.`,
    ],
    action: "Revoir les accès",
  }),
};
