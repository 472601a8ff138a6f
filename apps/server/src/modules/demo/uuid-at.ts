import type { Random } from "./random.ts";

function hex(bits: number): string {
  return bits.toString(16).padStart(8, "0");
}

/** UUID v7 (RFC 9562) of a given millisecond, so that ids of the past sort where they belong. */
export function uuidAt(ms: number, random: Random): string {
  const time = ms.toString(16).padStart(12, "0");
  const first = hex(random());
  const second = hex(((random() & 0x3fff_ffff) | 0x8000_0000) >>> 0);
  const third = hex(random());
  return `${time.slice(0, 8)}-${time.slice(8)}-7${first.slice(0, 3)}-${second.slice(0, 4)}-${second.slice(4)}${third}`;
}
