import type { Mailer, MailMessage } from "#kernel/mail";

export type Mailbox = {
  /** Stands for the mail server: what leaves the program arrives here. */
  readonly mailer: Mailer;
  readonly mails: readonly MailMessage[];
  readonly to: (email: string) => MailMessage[];
};

/** Keeps every mail that is sent, in order, as its reader would find it. */
export function createMailbox(): Mailbox {
  const mails: MailMessage[] = [];
  return {
    mails,
    to: (email) => mails.filter((mail) => mail.to === email),
    mailer: {
      async send(message) {
        mails.push(message);
        return { messageId: message.messageId ?? "" };
      },
      verify: () => Promise.resolve(),
      close: () => Promise.resolve(),
    },
  };
}

/** The token of the link in a mail. */
export function tokenIn(mail: MailMessage | undefined): string {
  return /[?&]token=([\w-]+)/.exec(mail?.text ?? "")?.[1] ?? "";
}
