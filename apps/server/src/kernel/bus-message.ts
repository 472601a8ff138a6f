import { resyncPayload } from "./bus.ts";
import { randomToken } from "./crypto.ts";

/** PostgreSQL refuses notifications of 8,000 bytes; a UTF-16 unit takes three bytes at most. */
const partLength = 2_500;
const mostParts = 256;
const mostUnfinished = 100;
const channelShape = /^[a-z][a-z0-9._:-]{0,99}$/;
const messageShape = /^(\S{1,100}) (\S+) (\d{1,3})\/(\d{1,3})\n/;

/** Means all channels; no channel can have this name. */
export const everyChannel = "*";

export type BusMessage = { channel: string; payload: string };

export function checkChannel(channel: string): void {
  if (!channelShape.test(channel)) throw new Error(`${JSON.stringify(channel)} is no name for a bus channel`);
}

/** PostgreSQL drops equal notifications of one transaction; sender and number keep them apart. */
export function createEncoder(): (message: BusMessage) => string[] {
  const sender = randomToken(6);
  let number = 0;
  return ({ channel, payload }) => {
    number += 1;
    const parts = split(payload);
    return parts.map(
      (part, at) => `${channel} ${sender}${number.toString(36)} ${at + 1}/${parts.length}\n${part}`,
    );
  };
}

function split(payload: string): string[] {
  // What no notification can carry is read anew by whoever listens.
  if (payload.includes("\0") || payload.length > partLength * (mostParts - 1)) return [resyncPayload];
  const parts: string[] = [];
  let start = 0;
  do {
    let end = Math.min(start + partLength, payload.length);
    const last = payload.charCodeAt(end - 1);
    // A pair cut in two would arrive as two replacement characters.
    if (end < payload.length && last >= 0xd800 && last <= 0xdbff) end -= 1;
    parts.push(payload.slice(start, end));
    start = end;
  } while (start < payload.length);
  return parts;
}

/** Gives a message when its last part has come, and nothing for a text that is none. */
export function createDecoder(): { read(text: string): BusMessage | undefined; forget(): void } {
  const unfinished = new Map<string, string[]>();
  return {
    read(text) {
      const [head = "", channel = "", id = "", part, of] = messageShape.exec(text) ?? [];
      if (head === "") return undefined;
      const payload = text.slice(head.length);
      if (of === "1") return { channel, payload };
      const parts = unfinished.get(id) ?? [];
      parts[Number(part) - 1] = payload;
      unfinished.set(id, parts);
      if (Object.keys(parts).length === Number(of)) {
        unfinished.delete(id);
        return { channel, payload: parts.join("") };
      }
      const oldest = unfinished.keys().next().value;
      if (unfinished.size > mostUnfinished && oldest !== undefined) unfinished.delete(oldest);
      return undefined;
    },
    forget: () => unfinished.clear(),
  };
}
