import type { AccessLetters } from "./letters.ts";
import { momentIn } from "./moment.ts";

const moment = momentIn("en");

export const en: AccessLetters = {
  access_request: ({ organization, name, wanted, reason }) => ({
    subject: `${name} asks for ${wanted}`,
    lines: [`${name} asks for ${wanted} at ${organization}.`, `The reason given: ${reason}`],
    action: "Look at the request",
    after: ["You may approve or deny it, like others who may decide requests."],
  }),
  access_request_answered: ({ organization, wanted, answer, by, note }) => ({
    subject:
      answer === "approved"
        ? `Approved: ${wanted}`
        : answer === "denied"
          ? `Denied: ${wanted}`
          : `No answer in time: ${wanted}`,
    lines: [
      answer === "expired"
        ? `Nobody answered your request for ${wanted} at ${organization} in time.`
        : `${by ?? organization} ${answer} your request for ${wanted} at ${organization}.`,
      ...(note === null ? [] : [note]),
    ],
    action: "Look at my requests",
  }),
  grant_ending: ({ organization, wanted, holder, until }) => ({
    subject: holder === null ? `${wanted} ends soon` : `${wanted} of ${holder} ends soon`,
    lines: [
      holder === null
        ? `What you were given at ${organization}, ${wanted}, ends on ${moment(until)}.`
        : `What you gave ${holder} at ${organization}, ${wanted}, ends on ${moment(until)}.`,
    ],
    action: "Ask for it again",
  }),
  review_waiting: ({ organization, review, items, dueAt, again }) => ({
    subject: again ? `Still to be reviewed: ${review}` : `To be reviewed: ${review}`,
    lines: [
      `In the access review “${review}” of ${organization}, ${items === 1 ? "one item waits" : `${items} items wait`} for your decision until ${moment(dueAt)}.`,
    ],
    action: "Review access",
  }),
};
