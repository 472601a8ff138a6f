import type nodemailer from "nodemailer";
import type { MailTransport, ReadyMessage } from "./mail-message.ts";

/** `permanent` means that the same message will be refused again. */
export class MailDeliveryError extends Error {
  override name = "MailDeliveryError";
  readonly permanent: boolean;
  readonly code: string;
  readonly status: number | undefined;
  constructor(permanent: boolean, code: string, status: number | undefined) {
    super(`The mail server did not take the message (${[code, status].filter(Boolean).join(" ")})`);
    this.permanent = permanent;
    this.code = code;
    this.status = status;
  }
}

export type SmtpTimeouts = { connect: number; greeting: number; silence: number };
const patience: SmtpTimeouts = { connect: 10_000, greeting: 10_000, silence: 30_000 };

export function createSmtpMailer(smtpUrl: string, timeouts = patience): MailTransport {
  const url = checkUrl(smtpUrl);
  // Brought with the first mail: a server that sends none does without its weight.
  let opened: Promise<ReturnType<typeof open>> | undefined;
  const transport = () => (opened ??= import("nodemailer").then((library) => open(library.default)));
  const open = (library: typeof nodemailer) =>
    library.createTransport({
      url,
      pool: true,
      maxConnections: 4,
      maxMessages: 200,
      connectionTimeout: timeouts.connect,
      greetingTimeout: timeouts.greeting,
      socketTimeout: timeouts.silence,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  return {
    async deliver(message) {
      try {
        await (await transport()).sendMail(toMime(message));
      } catch (error) {
        throw deliveryError(error);
      }
    },
    async verify() {
      try {
        await (await transport()).verify();
      } catch (error) {
        throw deliveryError(error);
      }
    },
    close: async () => (await opened)?.close(),
  };
}

/** The envelope is given apart, so no header decides who receives the message. */
export function toMime(message: ReadyMessage) {
  const { from, to, subject, text, html, headers, messageId } = message;
  return {
    from,
    to: { name: "", address: to },
    envelope: { from: from.address, to: [to] },
    subject,
    text,
    messageId,
    ...(html === undefined ? {} : { html }),
    headers: { "Auto-Submitted": "auto-generated", ...headers },
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function checkUrl(smtpUrl: string): string {
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : undefined;
  if (!url?.hostname || !["smtp:", "smtps:"].includes(url.protocol)) {
    throw new Error("SMTP_URL must look like smtp://user:password@host:587 or smtps://host");
  }
  return smtpUrl;
}

/** The server's own words may repeat credentials or the recipient; only its codes are kept. */
function deliveryError(error: unknown): MailDeliveryError {
  const code = field(error, "code");
  const status = field(error, "responseCode");
  const aboutMessage = code === "EENVELOPE" || code === "EMESSAGE";
  const refused = typeof status === "number" && status >= 500;
  return new MailDeliveryError(
    aboutMessage && refused,
    typeof code === "string" ? code : "EUNKNOWN",
    typeof status === "number" ? status : undefined,
  );
}

function field(error: unknown, name: string): unknown {
  return error instanceof Error ? Reflect.get(error, name) : undefined;
}
