import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterEach, describe, expect, it } from "vitest";
import { createMailer, type MailMessage } from "./mail.ts";
import { createSmtpMailer } from "./mail-smtp.ts";

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Received = { recipients: string[]; source: string };

async function startSmtp(answer?: { at: "rcpt" | "data"; status: number }) {
  const received: Received[] = [];
  const refusal =
    answer && Object.assign(new Error("secret-canary in words"), { responseCode: answer.status });
  const server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo: (_address, _session, done) => done(answer?.at === "rcpt" ? refusal : null),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        received.push({ recipients, source: Buffer.concat(chunks).toString() });
        done(answer?.at === "data" ? refusal : null);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { received, smtpUrl: `smtp://127.0.0.1:${port}` };
}

function mailerFor(options: { smtpUrl?: string; mailFolder?: string }) {
  const logged: string[] = [];
  const logger = {
    info: (details: object, text: string) => logged.push(JSON.stringify({ ...details, text })),
  };
  const mailer = createMailer({ from: "Atrium <no-reply@atrium.example>", logger, ...options });
  closers.push(() => mailer.close());
  return { mailer, logged };
}

const message: MailMessage = {
  to: "ada@example.com",
  subject: "Réset your password",
  text: "Open https://atrium.example/reset?token=canary",
  html: "<p>Open</p>",
};

describe("mail over SMTP", () => {
  it("delivers text and HTML to the one recipient", async () => {
    const { received, smtpUrl } = await startSmtp();
    const { mailer, logged } = mailerFor({ smtpUrl });
    await mailer.verify();
    const { messageId } = await mailer.send({ ...message, headers: { "X-Campaign": "news" } });
    expect(received).toHaveLength(1);
    expect(received[0]?.recipients).toEqual(["ada@example.com"]);
    expect(received[0]?.source).toContain(`Message-ID: ${messageId}`);
    expect(received[0]?.source).toContain("From: Atrium <no-reply@atrium.example>");
    expect(received[0]?.source).toContain("X-Campaign: news");
    expect(received[0]?.source).toContain("multipart/alternative");
    expect(logged).toEqual([]);
  });

  it("keeps the message id it is given, so that a repeated job is recognised", async () => {
    const { received, smtpUrl } = await startSmtp();
    const { mailer } = mailerFor({ smtpUrl });
    expect(await mailer.send({ ...message, messageId: "<m-1@atrium.example>" })).toEqual({
      messageId: "<m-1@atrium.example>",
    });
    expect(received[0]?.source).toContain("Message-ID: <m-1@atrium.example>");
  });

  it("never fetches a file or an address named in a body", async () => {
    const { received, smtpUrl } = await startSmtp();
    const { mailer } = mailerFor({ smtpUrl });
    const html = '<img src="file:///etc/passwd"><img src="/etc/passwd">';
    await mailer.send({ ...message, html });
    expect(received[0]?.source).not.toContain("root:");
    const body = { path: "/etc/passwd" };
    const smuggled: MailMessage = Object.assign({ ...message }, { text: body });
    await expect(mailer.send(smuggled)).rejects.toThrow("must be text");
  });

  it.each([
    ["a recipient list", { to: "ada@example.com,eve@example.com" }],
    ["a named recipient", { to: "Ada <ada@example.com>" }],
    ["a line break in the recipient", { to: "ada@example.com\r\nBcc: eve@example.com" }],
    ["a full-width at sign", { to: "ada\uff20example.com@eve.example" }],
    ["a quoted local part", { to: '"ada@example.com x"@eve.example' }],
    ["a group", { to: "undisclosed:ada@example.com;" }],
    ["no address", { to: "" }],
    ["a line break in the subject", { subject: "Hi\r\nBcc: eve@example.com" }],
    ["a lone line feed in the subject", { subject: "Hi\nX: y" }],
    ["a NUL in the subject", { subject: "Hi\0" }],
    ["a line break in a header", { headers: { "X-Name": "a\r\nBcc: eve@example.com" } }],
    ["a line break in a header's name", { headers: { "X-A\r\nBcc": "eve@example.com" } }],
    ["a Bcc header", { headers: { bCC: "eve@example.com" } }],
    ["a content type header", { headers: { "Content-Type": "text/html" } }],
    ["a line break in the message id", { messageId: "<a@b>\r\nBcc: eve@example.com" }],
  ])("refuses %s and sends nothing", async (_, change) => {
    const { received, smtpUrl } = await startSmtp();
    const { mailer } = mailerFor({ smtpUrl });
    await expect(mailer.send({ ...message, ...change })).rejects.toThrow(/must|cannot/);
    expect(received).toEqual([]);
  });

  it.each([
    { at: "rcpt" as const, status: 550, permanent: true },
    { at: "rcpt" as const, status: 421, permanent: false },
    { at: "data" as const, status: 554, permanent: true },
    { at: "data" as const, status: 451, permanent: false },
  ])(
    "says whether $status at $at is final, without the server's words",
    async ({ at, status, permanent }) => {
      const { smtpUrl } = await startSmtp({ at, status });
      const { mailer } = mailerFor({ smtpUrl });
      const error: unknown = await mailer.send(message).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: "MailDeliveryError", permanent, status });
      expect(String(error)).not.toContain("canary");
    },
  );

  it("gives up on a server that accepts and never speaks", async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", () => resolve()));
    closers.push(() => new Promise<void>((resolve) => silent.close(() => resolve())));
    const { port } = silent.address() as AddressInfo;
    const transport = createSmtpMailer(`smtp://127.0.0.1:${port}`, {
      connect: 300,
      greeting: 300,
      silence: 300,
    });
    closers.push(() => transport.close());
    await expect(transport.verify()).rejects.toMatchObject({ permanent: false });
  });

  it("refuses an address that is no SMTP server without repeating its password", () => {
    const create = () => mailerFor({ smtpUrl: "http://user:hunter2@host" });
    expect(create).toThrow("SMTP_URL must look like");
    expect(create).not.toThrow("hunter2");
  });
});

describe("mail without SMTP", () => {
  it("logs who and what about, never the body", async () => {
    const { mailer, logged } = mailerFor({});
    await mailer.verify();
    await mailer.send(message);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain("ada@example.com");
    expect(logged[0]).toContain("Réset your password");
    expect(logged[0]).not.toContain("canary");
  });

  it("keeps readable files for the developer alone", async () => {
    const mailFolder = await mkdtemp(join(tmpdir(), "atrium-mail-"));
    closers.push(() => rm(mailFolder, { recursive: true }));
    const { mailer, logged } = mailerFor({ mailFolder });
    await mailer.send(message);
    const [name = ""] = await readdir(mailFolder);
    expect(name).toMatch(/\.eml$/);
    expect(await readFile(join(mailFolder, name), "utf8")).toContain("token");
    expect((await stat(join(mailFolder, name))).mode & 0o777).toBe(0o600);
    expect(logged.join()).not.toContain("canary");
  });
});
