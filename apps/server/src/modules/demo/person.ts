import type { SystemRole } from "@atrium/contracts";
import { foldText } from "@atrium/filter";
import type { Cultures, Name } from "./names.ts";
import { cityAt, phoneAt, type Place } from "./places.ts";
import { below, between, chance, fraction, pick, weighted, type Random } from "./random.ts";
import { uuidAt } from "./uuid-at.ts";
import { reasons, tagsFor } from "./work.ts";
import { day, workingTime } from "./working-time.ts";

export type Status = "pending" | "active" | "inactive" | "suspended";

/** A row of `users` in the making. Times are milliseconds. */
export type Person = {
  id: string;
  email: string;
  emailVerified: boolean;
  firstName: string;
  lastName: string;
  displayName: string;
  nameKey: string;
  firstKey: string;
  lastKey: string;
  phone: string | null;
  phoneVerified: boolean;
  title: string;
  department: string | null;
  managerId: string | null;
  employeeNumber: string;
  locale: string;
  place: Place;
  city: string;
  timeZone: string;
  tags: string[];
  roles: SystemRole[];
  status: Status;
  statusReason: string | null;
  statusChangedAt: number | null;
  lastLoginAt: number | null;
  /** Between two visits, on the whole. */
  gapDays: number;
  createdAt: number;
  createdBy: string | null;
  /** When a field was last edited; null when never since joining. */
  editedAt: number | null;
  updatedAt: number;
  updatedBy: string | null;
  version: number;
};

export type Crowd = {
  cultures: Cultures;
  now: number;
  /** A free address for the wanted first part; `number` is the person's own in the organization. */
  address: (wanted: string, number: number) => string;
  pickPlace: (random: Random) => Place;
};

const pickStatus = weighted<Status>([
  ["active", 88],
  ["pending", 5],
  ["inactive", 4],
  ["suspended", 3],
]);
/** Days between two visits, as a share of people. */
const pickGap = weighted([
  [3, 20],
  [8, 45],
  [25, 35],
] as const);

function nameOf(crowd: Crowd, place: Place, random: Random) {
  const culture = crowd.cultures.get(pick(random, place.cultures));
  if (culture === undefined) throw new Error(`a culture of ${place.country} has no names`);
  const first: Name = pick(random, culture.first);
  const last: Name = pick(random, culture.last);
  const second = culture.joinNative === null && chance(random, 0.07) ? pick(random, culture.last) : last;
  const local = [first.mailbox, last.mailbox, ...(second === last ? [] : [second.mailbox])];
  const mailbox = chance(random, 0.8) ? local.join(".") : `${first.mailbox.charAt(0)}.${last.mailbox}`;
  if (culture.joinNative !== null && chance(random, 0.25)) {
    const [one, two] = [first.native, last.native];
    const displayName = culture.joinNative === "lastfirst" ? two + one : `${one} ${two}`;
    return { firstName: one, lastName: two, displayName, mailbox };
  }
  const lastName = second === last ? last.latin : `${last.latin}-${second.latin}`;
  return { firstName: first.latin, lastName, displayName: `${first.latin} ${lastName}`, mailbox };
}

/** Visits come without memory, so today lies as far behind the last one as the next one lies ahead. */
export function gapBetween(random: Random, gapDays: number): number {
  return -Math.log(1 - fraction(random)) * gapDays * day;
}

type Visitor = Pick<Person, "createdAt" | "status" | "gapDays" | "place">;

function lastLogin(random: Random, now: number, visitor: Visitor): number | null {
  const { status, createdAt, gapDays, place } = visitor;
  if (status === "pending" || chance(random, 0.03)) return null;
  // Some have not come for long; those who may not come any more have not come since.
  const longAgo = status === "active" && chance(random, 0.96) ? 0 : between(random, 20, 300) * day;
  const latest = Math.max(createdAt, now - gapBetween(random, gapDays) - longAgo);
  return workingTime(random, latest, { offset: place.offset, from: createdAt, to: now });
}

/** Somebody believable who joined at `createdAt`; department, title and manager are the team's to give. */
export function makePerson(crowd: Crowd, random: Random, joined: { at: number; number: number }): Person {
  const place = crowd.pickPlace(random);
  const { firstName, lastName, displayName, mailbox } = nameOf(crowd, place, random);
  const { now } = crowd;
  const createdAt = joined.at;
  const status = pickStatus(random);
  const gapDays = pickGap(random);
  const lastLoginAt = lastLogin(random, now, { createdAt, status, gapDays, place });
  const statusChangedAt =
    status === "inactive" || status === "suspended"
      ? Math.floor(between(random, lastLoginAt ?? createdAt, now))
      : null;
  const edits = status === "pending" ? 0 : below(random, 4);
  const editedAt = edits === 0 ? null : Math.floor(between(random, createdAt, now));
  const { city, timeZone } = cityAt(place, random);
  const phone = chance(random, 0.72) ? phoneAt(place, random) : null;
  return {
    id: uuidAt(createdAt, random),
    email: crowd.address(mailbox, joined.number),
    emailVerified: lastLoginAt !== null,
    firstName, lastName, displayName,
    nameKey: foldText(displayName),
    firstKey: foldText(firstName),
    lastKey: foldText(lastName),
    phone,
    phoneVerified: phone !== null && lastLoginAt !== null && chance(random, 0.5),
    title: "",
    department: null,
    managerId: null,
    employeeNumber: `${place.country}${String(joined.number).padStart(6, "0")}`,
    locale: place.locale,
    place, city, timeZone,
    tags: tagsFor(random),
    roles: ["user"],
    status,
    statusReason: status === "inactive" || status === "suspended" ? pick(random, reasons[status]) : null,
    statusChangedAt, lastLoginAt, gapDays, createdAt,
    createdBy: null,
    editedAt,
    updatedAt: Math.max(createdAt, editedAt ?? 0, statusChangedAt ?? 0),
    updatedBy: null,
    version: 1 + edits + (statusChangedAt === null ? 0 : 1),
  };
} // prettier-ignore
