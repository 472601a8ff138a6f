import type { AccessLetters } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("es");
const answers = { approved: "aprobado", denied: "denegado" };

export const es: AccessLetters = {
  access_request: ({ organization, name, wanted, reason }) => ({
    subject: `${name} pide ${wanted}`,
    lines: [`${name} pide ${wanted} en ${organization}.`, `Motivo: ${reason}`],
    action: "Ver la solicitud",
    after: ["Puede aprobarla o denegarla, como quienes deciden las solicitudes."],
  }),
  access_request_answered: ({ organization, wanted, answer, by, note }) => ({
    subject:
      answer === "approved"
        ? `Aprobado: ${wanted}`
        : answer === "denied"
          ? `Denegado: ${wanted}`
          : `Sin respuesta a tiempo: ${wanted}`,
    lines: [
      answer === "expired"
        ? `Nadie respondió a tiempo a su solicitud de ${wanted} en ${organization}.`
        : `${by ?? organization} ha ${answers[answer]} su solicitud de ${wanted} en ${organization}.`,
      ...(note === null ? [] : [note]),
    ],
    action: "Ver mis solicitudes",
  }),
  grant_ending: ({ organization, wanted, holder, until }) => ({
    subject: holder === null ? `${wanted} termina pronto` : `${wanted} de ${holder} termina pronto`,
    lines: [
      holder === null
        ? `Lo que se le dio en ${organization}, ${wanted}, termina el ${moment(until)}.`
        : `Lo que dio a ${holder} en ${organization}, ${wanted}, termina el ${moment(until)}.`,
    ],
    action: "Pedirlo de nuevo",
  }),
  review_waiting: ({ organization, review, items, dueAt, again }) => ({
    subject: again ? `Aún por revisar: ${review}` : `Por revisar: ${review}`,
    lines: [
      `En la revisión de accesos «${review}» de ${organization}, ${items === 1 ? "un elemento espera" : `${items} elementos esperan`} su decisión hasta el ${moment(dueAt)}.`,
    ],
    action: "Revisar accesos",
  }),
};
