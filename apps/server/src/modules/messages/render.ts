import { htmlOf, textOf } from "./layout.ts";
import { linkPaths, type MailData, type MailTemplate, type SmsData, type SmsTemplate } from "./letters.ts";
import { languageOf } from "./words.ts";

const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;
const longestValue = 200;

/**
 * Names come from people: one line of bounded length, and nothing that a mail program would turn into a link of the
 * sender's choosing. Tokens and addresses hold none of the signs concerned.
 */
function plain(text: string): string {
  return text.replace(unprintable, " ").replaceAll("://", " ").trim().slice(0, longestValue);
}

function plainData<D extends object>(data: D): D {
  const entries = Object.entries(data).map(([name, value]: [string, unknown]): [string, unknown] => [
    name,
    typeof value === "string" ? plain(value) : value,
  ]);
  return Object.fromEntries(entries) as D;
}

export type Mail = { subject: string; text: string; html: string };

/** A mail in the reader's language. Its link leads to the given origin, whatever host a request named. */
export function renderMail<T extends MailTemplate>(
  template: T,
  from: { locale: string | null; data: MailData[T]; origin: string },
): Mail {
  const language = languageOf(from.locale);
  const data = plainData(from.data);
  const letter = language.words.letters[template](data);
  const path = linkPaths[template](data);
  const page = { letter, link: path === null ? null : new URL(path, from.origin).href, language };
  return { subject: letter.subject, text: textOf(page), html: htmlOf(page) };
}

export function renderSms<T extends SmsTemplate>(
  template: T,
  from: { locale: string | null; data: SmsData[T] },
): string {
  return languageOf(from.locale).words.texts[template](plainData(from.data));
}
