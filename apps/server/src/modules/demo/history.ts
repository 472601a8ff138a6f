import { formatId } from "@atrium/contracts";
import { diff } from "#kernel/events/diff";
import type { Change, Json } from "#kernel/events/record";
import { actorOf, makeDevice, systemActor, targetOf, type Actor, type Moment } from "./moment.ts";
import type { Person } from "./person.ts";
import { phoneAt } from "./places.ts";
import { between, chance, pick, type Random } from "./random.ts";
import { signIns } from "./sign-ins.ts";
import { departments, tagsFor, titleAt } from "./work.ts";

/** How much is told of people. */
export type Telling = {
  /** Who joined: within the window, ever, or never. */
  joinings: "recent" | "all" | "none";
  /** Edits, status changes and roles within the window. */
  changes: boolean;
  /** How many sign-ins a person has at most; null for as many as fit the person, with what comes with them. */
  signIns: number | null;
};

export type HistoryOptions = Telling & {
  /** Where the window begins. */
  from: number;
  now: number;
  /** Who may have added and edited people. */
  staff: readonly Pick<Person, "id" | "displayName" | "createdAt">[];
};

function fieldsOf(person: Person): Record<string, Json> {
  const { email, firstName, lastName, displayName, phone, title, department, employeeNumber } = person;
  return {
    email, firstName, lastName, displayName, phone, title, department,
    managerId: person.managerId === null ? null : formatId("user", person.managerId),
    employeeNumber,
    locale: person.locale,
    timeZone: person.timeZone,
    address: { city: person.city, country: person.place.country },
    tags: person.tags,
    status: person.status === "pending" ? "pending" : "active",
    roles: person.roles,
  }; // prettier-ignore
}

/** What the last edit may have changed, so that the person as it stands is what came out of it. */
function edit(person: Person, random: Random): Change {
  const department = departments.find(({ name }) => name === person.department);
  const kind = pick(random, ["title", "phone", "tags"] as const);
  if (kind === "title" && department !== undefined) {
    const before = titleAt(department, 3, random);
    if (before !== person.title) return { field: "title", before, after: person.title };
  }
  if (kind === "phone" || person.tags.length === 0) {
    const before = chance(random, 0.5) ? null : phoneAt(person.place, random);
    if (before !== person.phone) return { field: "phone", before, after: person.phone };
  }
  const before = tagsFor(random);
  return String(before) === String(person.tags)
    ? { field: "address", before: null, after: fieldsOf(person)["address"] ?? null }
    : { field: "tags", before, after: person.tags };
}

function someone(options: HistoryOptions, at: number, random: Random): Actor {
  const there = options.staff.filter(({ createdAt }) => createdAt <= at);
  return there.length === 0 ? systemActor("import") : actorOf(pick(random, there));
}

export function joiningIsTold({ joinings, from }: HistoryOptions, at: number): boolean {
  return joinings === "all" || (joinings === "recent" && at >= from);
}

/** What is told of a person. Writes down on the person who added and who last edited it. */
export function historyOf(person: Person, options: HistoryOptions, random: Random): Moment[] {
  const moments: Moment[] = [];
  const target = targetOf(person);
  const { createdAt, editedAt, statusChangedAt } = person;
  const before: Record<string, Json> = {};
  const tell = (at: number, by: Actor, happening: Omit<Moment["happening"], "target">): void => {
    const device = by.type === "user" ? makeDevice(random) : null;
    moments.push({ at, actor: by, device, sessionId: null, happening: { ...happening, target } });
  };
  if (editedAt !== null) {
    const by = chance(random, 0.3) ? actorOf(person) : someone(options, editedAt, random);
    person.updatedBy = by.id;
    if (options.changes && editedAt >= options.from) {
      const change = edit(person, random);
      before[change.field] = change.before;
      tell(editedAt, by, { name: "user.updated", changes: [change] });
    }
  }
  if (statusChangedAt !== null) {
    const by = someone(options, statusChangedAt, random);
    if (statusChangedAt > (editedAt ?? 0)) person.updatedBy = by.id;
    const changes = diff({ status: "active" }, { status: person.status, statusReason: person.statusReason });
    if (options.changes && statusChangedAt >= options.from) {
      tell(statusChangedAt, by, { name: "user.status_changed", reason: person.statusReason, changes });
    }
  }
  const [role] = person.roles;
  const promoted = person.roles.length > 1 && role !== undefined && role !== "super-admin";
  if (promoted && options.changes && chance(random, 0.4)) {
    const at = Math.floor(between(random, Math.max(createdAt, options.from), options.now));
    const plain = person.roles.slice(1);
    before["roles"] = plain;
    const changes = [{ field: "roles", before: plain, after: person.roles }];
    tell(at, someone(options, at, random), { name: "user.role_assigned", changes, data: { role } });
  }
  const by = person.roles.includes("super-admin")
    ? systemActor("setup")
    : someone(options, createdAt, random);
  person.createdBy = by.id;
  if (joiningIsTold(options, createdAt)) {
    tell(createdAt, by, { name: "user.created", changes: diff({}, { ...fieldsOf(person), ...before }) });
  }
  moments.push(...signIns(person, options, random));
  return moments;
}
