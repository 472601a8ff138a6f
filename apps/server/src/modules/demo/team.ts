import type { Person } from "./person.ts";
import { chance, pick, weighted, type Random } from "./random.ts";
import { departments, ownerTitles, titleAt, type Department } from "./work.ts";

const reports = 7;

export function makeOwner(person: Person, random: Random): void {
  Object.assign(person, {
    title: pick(random, ownerTitles),
    roles: ["super-admin", "user"],
    status: "active",
    statusReason: null,
    statusChangedAt: null,
    lastLoginAt: person.lastLoginAt ?? person.createdAt,
    emailVerified: true,
  } satisfies Partial<Person>);
}

/** Gives everyone a department, a title, a manager and perhaps a role. Managers form a tree below `boss`. */
export function formTeams(
  people: readonly Person[],
  boss: { id: string | null; isNew: boolean },
  random: Random,
): void {
  // A small company has few departments, each with enough people for one.
  const some = departments.slice(
    0,
    Math.min(departments.length, Math.max(2, Math.floor(people.length / 12))),
  );
  const pickDepartment = weighted(some.map((department) => [department, department.weight] as const));
  const members = new Map(some.map((department) => [department, [] as Person[]]));
  for (const person of people) members.get(pickDepartment(random))?.push(person);
  for (const [department, all] of members) {
    // Nobody reports to somebody who is not here.
    const ranked = [...all.filter(isActive), ...all.filter((person) => !isActive(person))];
    ranked.forEach((person, rank) => {
      const leads = rank * reports + 1 < ranked.length && isActive(person);
      const superior = rank === 0 ? undefined : ranked[Math.floor((rank - 1) / reports)];
      person.department = department.name;
      person.managerId = superior?.id ?? boss.id;
      person.title = titleAt(department, level(rank, leads, boss.isNew), random);
      if (isActive(person)) person.roles.unshift(...extraRoles(department, rank, leads, random));
    });
  }
}

function isActive(person: Person): boolean {
  return person.status === "active";
}

function level(rank: number, leads: boolean, first: boolean): number {
  if (rank === 0) return first ? 0 : 1;
  if (!leads) return 3;
  return rank <= reports ? 1 : 2;
}

function extraRoles(department: Department, rank: number, leads: boolean, random: Random): Person["roles"] {
  if (rank === 0 && ["Engineering", "Information Technology"].includes(department.name)) return ["admin"];
  if (["Finance", "Legal"].includes(department.name) && chance(random, rank === 0 ? 1 : 0.01))
    return ["auditor"];
  if (leads && chance(random, 0.4)) return ["manager"];
  return chance(random, 0.012) ? ["editor"] : [];
}
