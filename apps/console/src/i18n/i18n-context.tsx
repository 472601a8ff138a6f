import { createContext, Fragment, useContext, useMemo, type ReactNode } from "react";
import { I18nProvider as AriaI18nProvider } from "react-aria-components/I18nProvider";
import type { MessageKey, Messages } from "../messages/en.ts";
import { formatMessage, formatParts, type MessageValues } from "./message-format.ts";
import { relativeTime } from "./time.ts";

export type I18n = {
  readonly locale: string;
  readonly tag: string;
  t: (key: MessageKey, values?: MessageValues) => string;
  /** Like `t`, with nodes in the named places. */
  nodes: (key: MessageKey, slots: Readonly<Record<string, ReactNode>>, values?: MessageValues) => ReactNode;
  /** A message whose key is data: an event's name, a status. Null where nobody has written one. */
  find: (key: string, values?: MessageValues) => string | null;
  number: (value: number) => string;
  date: (iso: string) => string;
  dateTime: (iso: string) => string;
  time: (iso: string) => string;
  relative: (iso: string) => string;
};

const I18nContext = createContext<I18n | null>(null);

export function createI18n(locale: string, tag: string, messages: Messages): I18n {
  const number = new Intl.NumberFormat(tag);
  const date = new Intl.DateTimeFormat(tag, { dateStyle: "medium" });
  const dateTime = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
  const time = new Intl.DateTimeFormat(tag, { timeStyle: "short" });
  const isKey = (key: string): key is MessageKey => Object.hasOwn(messages, key);
  return {
    locale,
    tag,
    t: (key, values = {}) => formatMessage(messages[key], values, tag),
    nodes: (key, slots, values = {}) =>
      formatParts(messages[key], values, tag).map((part, at) => (
        <Fragment key={at}>{typeof part === "string" ? part : slots[part.slot]}</Fragment>
      )),
    find: (key, values = {}) => (isKey(key) ? formatMessage(messages[key], values, tag) : null),
    number: (value) => number.format(value),
    date: (iso) => date.format(new Date(iso)),
    dateTime: (iso) => dateTime.format(new Date(iso)),
    time: (iso) => time.format(new Date(iso)),
    relative: (iso) => relativeTime(iso, Date.now(), tag),
  };
}

export function I18nProvider({
  locale,
  tag,
  messages,
  children,
}: {
  locale: string;
  tag: string;
  messages: Messages;
  children: ReactNode;
}) {
  const i18n = useMemo(() => createI18n(locale, tag, messages), [locale, tag, messages]);
  return (
    <AriaI18nProvider locale={tag}>
      <I18nContext value={i18n}>{children}</I18nContext>
    </AriaI18nProvider>
  );
}

export function useI18n(): I18n {
  const i18n = useContext(I18nContext);
  if (i18n === null) throw new Error("There is no I18nProvider above.");
  return i18n;
}
