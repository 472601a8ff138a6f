export type MailMessage = {
  to: string;
  subject: string;
  text: string;
  html?: string;
  headers?: Record<string, string>;
  messageId?: string;
};

/** What every way of delivery gets: checked, with sender and id. */
export type ReadyMessage = MailMessage & { from: { name: string; address: string }; messageId: string };
export type MailTransport = {
  deliver(message: ReadyMessage): Promise<void>;
  verify(): Promise<void>;
  close(): Promise<void>;
};

/** The message itself is wrong; sending it again cannot help. */
export class MailRefusedError extends Error {
  override name = "MailRefusedError";
}

const longestSubject = 500;
const control = /[\u0000-\u001f\u007f\u2028\u2029]/;
const bareAddress = /^[^\s@,;:<>"()[\]\\]{1,64}@[^\s@,;:<>"()[\]\\%]{1,253}$/;
const messageIdShape = /^<[\x21-\x3b\x3d\x3f\x41-\x7e]{1,200}@[A-Za-z0-9.-]{1,200}>$/;
const headerName = /^[A-Za-z][A-Za-z0-9-]{0,60}$/;
/** These say where a message goes, who sent it or how it is read: never the caller's to write. */
const ownedHeader =
  /^(to|cc|bcc|from|sender|subject|date|message-id|mime-version|return-path|received|content-.*|resent-.*|dkim-.*|arc-.*|authentication-results)$/i;

/** Refuses whatever could add a header, a recipient or a file. */
export function checkMessage(message: MailMessage): void {
  const { to, subject, text, html, headers = {}, messageId } = message;
  checkAddress(to);
  if (typeof subject !== "string" || control.test(subject) || subject.length > longestSubject) {
    throw new MailRefusedError("The subject must be one line of at most 500 characters");
  }
  // A library may read a file or an address where it finds an object in place of a text.
  if (typeof text !== "string" || (html !== undefined && typeof html !== "string")) {
    throw new MailRefusedError("The body must be text");
  }
  if (messageId !== undefined && !messageIdShape.test(messageId)) {
    throw new MailRefusedError("The message id must look like <id@host>");
  }
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name) || ownedHeader.test(name)) {
      throw new MailRefusedError("A header of this name cannot be set");
    }
    if (typeof value !== "string" || control.test(value) || value.length > 2000) {
      throw new MailRefusedError(`The header ${name} must be one line of text`);
    }
  }
}

/** NFKC must change nothing: a full-width @ would become a second address somewhere on the way. */
export function checkAddress(address: string): void {
  const plain = typeof address === "string" && address.normalize("NFKC") === address;
  if (!plain || control.test(address) || !bareAddress.test(address)) {
    throw new MailRefusedError("The recipient must be exactly one plain e-mail address");
  }
}

/** Reads `Name <address>` or a bare address from the configuration. */
export function parseSender(from: string): { name: string; address: string } {
  const named = /^\s*"?([^"<>]*?)"?\s*<([^<>]+)>\s*$/.exec(from);
  const sender = { name: named?.[1] ?? "", address: named?.[2] ?? from.trim() };
  if (control.test(sender.name)) throw new MailRefusedError("The sender's name must be one line");
  checkAddress(sender.address);
  return sender;
}
