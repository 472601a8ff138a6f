import { anonymous, type Caller } from "#kernel/caller";
import { completeEvent, type Happening, type StoredEvent } from "#kernel/events/record";
import type { Person } from "./person.ts";
import { below, pick, type Random } from "./random.ts";
import { uuidAt } from "./uuid-at.ts";

export type Actor = Caller["actor"];
export type Moment = {
  at: number;
  actor: Actor;
  happening: Happening;
  device: Device | null;
  sessionId: string | null;
};
export type Device = { ip: string; agent: string };

const agents = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
];
// Networks kept for documentation (RFC 5737).
const networks = ["192.0.2", "198.51.100", "203.0.113"];

export function makeDevice(random: Random): Device {
  return { ip: `${pick(random, networks)}.${1 + below(random, 254)}`, agent: pick(random, agents) };
}

export const systemActor = (name: string): Actor => ({ type: "system", id: null, name });

export function actorOf(person: Pick<Person, "id" | "displayName">): Actor {
  return { type: "user", id: person.id, name: person.displayName };
}

export function targetOf(person: Person): Happening["target"] {
  return { type: "user", id: person.id, name: person.displayName };
}

/** The events of one organization in the order in which they happened; made one by one, as they are asked for. */
export function* eventsOf(
  organizationId: string,
  moments: readonly Moment[],
  random: Random,
): Generator<StoredEvent> {
  for (const { at, actor, happening, device, sessionId } of moments.toSorted((a, b) => a.at - b.at)) {
    const caller: Caller = { ...anonymous, actor, sessionId, organizationId };
    const request = {
      id: uuidAt(at, random),
      ip: device?.ip ?? null,
      agent: device?.agent ?? null,
      local: false,
      device: null,
      flow: null,
      origin: null,
      idempotencyKey: null,
      ifMatch: null,
    };
    yield completeEvent(happening, {
      caller,
      request,
      id: uuidAt(at, random),
      now: new Date(at),
      organizationId,
    });
  }
}
