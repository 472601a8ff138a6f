import type { Permission } from "@atrium/contracts";
import { levelOf, levels, type Level, type Resource } from "./catalogue.ts";

/** Why a permission cannot be added: the editor lacks it, only the platform gives it, the template ends before it. */
export type Lock = "above" | "platform" | "template";

export type Held = {
  readonly own: ReadonlySet<string>;
  /** The roles that each inherited permission comes from. */
  readonly inherited: ReadonlyMap<string, readonly string[]>;
  readonly lockOf: (name: Permission) => Lock | null;
};

/** `absent`: the resource has nothing at this level. `some`: a part of what the level adds. */
export type LevelMark = "own" | "inherited" | "some" | "empty" | "absent";
export type LevelCell = {
  readonly level: Level;
  /** What the level adds to those below it. */
  readonly names: readonly Permission[];
  readonly mark: LevelMark;
  readonly from: readonly string[];
  /** Set where choosing the level could not add all that it means. */
  readonly lock: Lock | null;
};

const isHeld = ({ own, inherited }: Held, name: string): boolean => own.has(name) || inherited.has(name);
const upTo = (resource: Resource, level: Level | "none"): Permission[] =>
  level === "none"
    ? []
    : resource.permissions.filter((name) => levels.indexOf(levelOf(name)) <= levels.indexOf(level));

/** The level whose every action is held; null where what is held is no level. */
export function levelReached(resource: Resource, held: Held): Level | "none" | null {
  const count = resource.permissions.filter((name) => isHeld(held, name)).length;
  for (const level of ["none", ...levels] as const) {
    const meant = upTo(resource, level);
    const adds = level === "none" || resource.permissions.some((name) => levelOf(name) === level);
    if (adds && meant.length === count && meant.every((name) => isHeld(held, name))) return level;
  }
  return null;
}

function markOf(names: readonly Permission[], held: Held): LevelMark {
  if (names.length === 0) return "absent";
  const there = names.filter((name) => isHeld(held, name)).length;
  if (there === 0) return "empty";
  if (there < names.length) return "some";
  return names.some((name) => held.own.has(name)) ? "own" : "inherited";
}

export function levelCells(resource: Resource, held: Held): LevelCell[] {
  return levels.map((level) => {
    const names = resource.permissions.filter((name) => levelOf(name) === level);
    const missing = upTo(resource, level).filter((name) => !isHeld(held, name));
    return {
      level,
      names,
      mark: markOf(names, held),
      from: [
        ...new Set(names.flatMap((name) => (held.own.has(name) ? [] : (held.inherited.get(name) ?? [])))),
      ],
      lock: missing.map(held.lockOf).find((lock) => lock !== null) ?? null,
    };
  });
}

/** A role's own permissions once a resource stands at a level. What is inherited anyway is not said twice. */
export function withLevel(resource: Resource, level: Level | "none", held: Held): Set<string> {
  const wanted = new Set<string>(upTo(resource, level));
  const own = new Set(held.own);
  for (const name of resource.permissions) {
    if (!wanted.has(name)) own.delete(name);
    else if (!held.inherited.has(name) && held.lockOf(name) === null) own.add(name);
  }
  return own;
}

export function withToggled(name: Permission, held: Held): Set<string> {
  const own = new Set(held.own);
  if (own.delete(name) || held.lockOf(name) !== null) return own;
  return own.add(name);
}
