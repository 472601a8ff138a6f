import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";
import { createLogger } from "#kernel/logger";
import { createMailer, type Mailer } from "#kernel/mail";

export type SmtpSink = {
  /** Speaks SMTP to the sink, as it would to any mail server. */
  readonly mailer: Mailer;
  /** The mails that reached an address, as their readers' programs show them. */
  readonly to: (email: string) => string[];
  readonly close: () => Promise<void>;
};

/** Quoted-printable (RFC 2045): lines that were broken are whole again. */
function readable(source: string): string {
  const bytes = source
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** A mail server that keeps what it is given. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const received: { recipients: string[]; source: string }[] = [];
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ recipients, source: Buffer.concat(chunks).toString("latin1") });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  const mailer = createMailer({
    from: "Atrium <no-reply@atrium.example>",
    logger: createLogger("silent"),
    smtpUrl: `smtp://127.0.0.1:${port}`,
  });
  return {
    mailer,
    to: (email) =>
      received.filter(({ recipients }) => recipients.includes(email)).map(({ source }) => readable(source)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
