import type { AccessLetters } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("ar");

export const ar: AccessLetters = {
  access_request: ({ organization, name, wanted, reason }) => ({
    subject: `${name} يطلب ${wanted}`,
    lines: [`${name} يطلب ${wanted} لدى ${organization}.`, `السبب: ${reason}`],
    action: "عرض الطلب",
    after: ["يمكنك الموافقة عليه أو رفضه، مثل كل من يبتّ في الطلبات."],
  }),
  access_request_answered: ({ organization, wanted, answer, by, note }) => ({
    subject:
      answer === "approved"
        ? `تمت الموافقة: ${wanted}`
        : answer === "denied"
          ? `تم الرفض: ${wanted}`
          : `لم يُجب عليه في الوقت المحدد: ${wanted}`,
    lines: [
      answer === "expired"
        ? `لم يُجب أحد في الوقت المحدد على طلبك ${wanted} لدى ${organization}.`
        : answer === "approved"
          ? `وافق ${by ?? organization} على طلبك ${wanted} لدى ${organization}.`
          : `رفض ${by ?? organization} طلبك ${wanted} لدى ${organization}.`,
      ...(note === null ? [] : [note]),
    ],
    action: "عرض طلباتي",
  }),
  grant_ending: ({ organization, wanted, holder, until }) => ({
    subject: holder === null ? `${wanted} ينتهي قريبًا` : `${wanted} لدى ${holder} ينتهي قريبًا`,
    lines: [
      holder === null
        ? `ما مُنحته لدى ${organization}، ${wanted}، ينتهي في ${moment(until)}.`
        : `ما منحته ${holder} لدى ${organization}، ${wanted}، ينتهي في ${moment(until)}.`,
    ],
    action: "طلبه من جديد",
  }),
  review_waiting: ({ organization, review, items, dueAt, again }) => ({
    subject: again ? `ما زال بانتظار المراجعة: ${review}` : `بانتظار المراجعة: ${review}`,
    lines: [
      `في مراجعة الصلاحيات «${review}» لدى ${organization}، عدد العناصر التي تنتظر قرارك حتى ${moment(dueAt)}: ${items}.`,
    ],
    action: "مراجعة الصلاحيات",
  }),
};
