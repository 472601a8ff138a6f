import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemClock } from "./clock.ts";
import { randomToken } from "./crypto.ts";
import { toMime } from "./mail-smtp.ts";
import type { ReadyMessage } from "./mail-message.ts";

/** Writes each message as an .eml file that only this account can read. */
export function createMailFolder(folder: string): { deliver(message: ReadyMessage): Promise<void> } {
  return {
    async deliver(message) {
      const { createTransport } = (await import("nodemailer")).default;
      const composer = createTransport({ streamTransport: true, buffer: true });
      const composed = await composer.sendMail(toMime(message));
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${systemClock.now().toISOString().replaceAll(":", "-")}-${randomToken(6)}.eml`;
      if (!Buffer.isBuffer(composed.message)) throw new Error("The composer gave no bytes");
      await writeFile(join(folder, name), composed.message, { mode: 0o600, flag: "wx" });
    },
  };
}
