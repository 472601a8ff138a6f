import { randomFillSync } from "node:crypto";
import type { Clock } from "./clock.ts";

export type NewId = () => string;

/**
 * UUID v7 (RFC 9562): 48 bits of milliseconds, then a 12-bit counter and 62 random bits. The counter keeps the ids of
 * one process in order even within a millisecond or when the clock steps back.
 */
export function createIds(clock: Clock): NewId {
  const pool = Buffer.allocUnsafe(8 * 256);
  let at = pool.length;
  let last = 0;
  let counter = 0;
  return () => {
    if (at === pool.length) {
      randomFillSync(pool);
      at = 0;
    }
    const now = clock.now().getTime();
    if (now > last) {
      last = now;
      counter = pool.readUInt16BE(at) & 0x7ff;
    } else if (++counter > 0xfff) {
      last++;
      counter = 0;
    }
    const random = pool.toString("hex", at, at + 8);
    at += 8;
    const time = last.toString(16).padStart(12, "0");
    const sequence = (0x7000 | counter).toString(16);
    const variant = ((Number.parseInt(random.charAt(0), 16) & 0x3) | 0x8).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-${sequence}-${variant}${random.slice(1, 4)}-${random.slice(4)}`;
  };
}
