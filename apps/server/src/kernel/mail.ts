import { hostname } from "node:os";
import { createMailFolder } from "./mail-folder.ts";
import { createSmtpMailer } from "./mail-smtp.ts";
import { checkMessage, parseSender, type MailMessage, type MailTransport } from "./mail-message.ts";
import { randomToken } from "./crypto.ts";

export type { MailMessage } from "./mail-message.ts";

export type Mailer = {
  /** Sends once: retrying belongs to the job that calls it. */
  send(message: MailMessage): Promise<{ messageId: string }>;
  verify(): Promise<void>;
  close(): Promise<void>;
};

export type MailLogger = { info(details: object, message: string): void };

/** Without `smtpUrl` nothing leaves the house: messages are logged and, with `mailFolder`, kept as files. */
export function createMailer(options: {
  smtpUrl?: string;
  from: string;
  logger: MailLogger;
  mailFolder?: string;
}): Mailer {
  const from = parseSender(options.from);
  const host = from.address.slice(from.address.indexOf("@") + 1) || hostname();
  const transport = transportFor(options);
  return {
    async send(message) {
      checkMessage(message);
      const messageId = message.messageId ?? `<${randomToken(18)}@${host}>`;
      await transport.deliver({ ...message, from, messageId });
      return { messageId };
    },
    verify: () => transport.verify(),
    close: () => transport.close(),
  };
}

function transportFor(options: { smtpUrl?: string; logger: MailLogger; mailFolder?: string }): MailTransport {
  if (options.smtpUrl !== undefined) return createSmtpMailer(options.smtpUrl);
  const folder = options.mailFolder === undefined ? undefined : createMailFolder(options.mailFolder);
  return {
    async deliver(message) {
      await folder?.deliver(message);
      // The body carries links that sign people in; it never reaches a log.
      const { to, subject, messageId } = message;
      options.logger.info({ to, subject, messageId }, "mail kept, no SMTP server is configured");
    },
    verify: async () => undefined,
    close: async () => undefined,
  };
}
