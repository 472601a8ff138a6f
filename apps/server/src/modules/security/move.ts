import type { EventName, SecurityEvent } from "@atrium/contracts";
import { diff } from "#kernel/events/diff";
import type { WriteContext } from "#kernel/operation";
import { lockEvent, moveEvent, type SecurityEventRow } from "./queries.ts";

const shownFields = ({ state, note }: SecurityEvent) => ({ state, note });

/** Moves a security event to a state, with a note on why; null when it is not there. */
export async function move(
  {
    db,
    caller,
    now,
    record,
    unchanged,
  }: Pick<WriteContext, "db" | "caller" | "now" | "record" | "unchanged">,
  id: string,
  to: { state: "acknowledged" | "resolved"; note: string | undefined; name: EventName },
): Promise<SecurityEventRow | null> {
  const [before] = await db.query(lockEvent(id));
  if (before === undefined) return null;
  // What is over is not begun again: the same from anew is another event.
  const state = before.state === "resolved" ? "resolved" : to.state;
  const note = to.note ?? before.note;
  if (before.state === state && (to.name === "security.acknowledged" || note === before.note)) {
    unchanged();
    return before;
  }
  const [after] = await db.query(moveEvent(id, state, now.toISOString(), caller.userId, note));
  if (after === undefined) return null;
  record({
    name: to.name,
    target: { type: "securityEvent", id: after.uuid, name: after.kind },
    changes: diff(shownFields(before), shownFields(after)),
  });
  return after;
}
