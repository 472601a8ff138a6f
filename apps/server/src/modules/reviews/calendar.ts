import type { AccessReview } from "@atrium/contracts";

const months = { monthly: 1, quarterly: 3, yearly: 12 } as const;

/** The same moment so many months later; where a month is too short, its last day. */
function later(from: Date, count: number): Date {
  const moved = new Date(from);
  moved.setUTCMonth(moved.getUTCMonth() + count);
  if (moved.getUTCDate() !== from.getUTCDate()) moved.setUTCDate(0);
  return moved;
}

/** When the next review of its kind begins: counted from the first, and never before now. */
export function nextAfter(start: Date, recurrence: AccessReview["recurrence"], now: Date): Date | null {
  if (recurrence === "none") return null;
  for (let count = months[recurrence]; ; count += months[recurrence]) {
    const next = later(start, count);
    if (next.getTime() > now.getTime()) return next;
  }
}
