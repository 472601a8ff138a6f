import { actorOf, makeDevice, type Moment } from "./moment.ts";
import { gapBetween, type Person } from "./person.ts";
import { between, chance, pick, type Random } from "./random.ts";
import { uuidAt } from "./uuid-at.ts";
import { workingTime } from "./working-time.ts";

const hour = 3_600_000;

const refused = ["users.delete", "users.setStatus", "organizations.update", "users.assignRole"];

/** A person's visits, the last one at `lastLoginAt`, each from one of their two devices. */
export function signIns(
  person: Person,
  options: { from: number; now: number; signIns: number | null },
  random: Random,
): Moment[] {
  const moments: Moment[] = [];
  const actor = actorOf(person);
  const devices = [makeDevice(random), makeDevice(random)];
  const from = Math.max(options.from, person.createdAt);
  const most = options.signIns ?? Number.POSITIVE_INFINITY;
  let at = person.lastLoginAt ?? 0;
  for (let visits = 0; at >= from && visits < most; visits++) {
    const device = pick(random, devices);
    const id = uuidAt(at, random);
    const session = { type: "session", id, name: null };
    const data = { method: "password", mode: "cookie" };
    moments.push({
      at,
      actor,
      device,
      sessionId: id,
      happening: { name: "session.started", target: session, data },
    });
    if (options.signIns === null)
      moments.push(...around({ person, at, now: options.now, device, id }, random));
    // Never twice within the same hour.
    const earlier = at - hour - Math.floor(gapBetween(random, person.gapDays));
    if (earlier < from) break;
    at = workingTime(random, earlier, { offset: person.place.offset, from, to: earlier });
  }
  return moments;
}

type Visit = { person: Person; at: number; now: number; device: Moment["device"]; id: string };

/** What now and then comes with a visit: a mistyped password before it, a refusal in it, signing out after it. */
function around({ person, at, now, device, id }: Visit, random: Random): Moment[] {
  const moments: Moment[] = [];
  const actor = actorOf(person);
  if (chance(random, 0.03)) {
    moments.push({
      at: at - 20_000,
      actor: { type: "anonymous", id: null, name: null },
      device,
      sessionId: null,
      happening: {
        name: "session.refused",
        target: { type: "account", id: null, name: person.email },
        data: { method: "password", reason: "wrong_credentials" },
      },
    });
  }
  if (chance(random, 0.004)) {
    const operation = pick(random, refused);
    moments.push({
      at: at + 90_000,
      actor,
      device,
      sessionId: id,
      happening: {
        name: "access.denied",
        target: { type: "operation", id: null, name: operation },
        data: { operation },
      },
    });
  }
  if (chance(random, 0.2)) {
    moments.push({
      at: at + Math.floor(between(random, 0.1, 6) * hour),
      actor,
      device,
      sessionId: id,
      happening: {
        name: "session.ended",
        target: { type: "session", id, name: null },
        data: { reason: "signed_out" },
      },
    });
  }
  return moments.filter((moment) => moment.at >= person.createdAt && moment.at <= now);
}
