import { permissionNames, permissions, type Permission, type PermissionLevel } from "@atrium/contracts";

/** The levels that allow something; `none` is their absence. */
export const levels = ["read", "write", "delete", "admin"] as const satisfies readonly PermissionLevel[];
export type Level = (typeof levels)[number];

export type Resource = {
  readonly id: string;
  readonly category: string;
  readonly permissions: readonly Permission[];
};

export const resourceOf = (name: string): string => name.split(":")[0] ?? name;
export const levelOf = (name: Permission): Level => permissions[name].level;
export const isPermission = (name: string): name is Permission => Object.hasOwn(permissions, name);

const reach = (name: Permission): number => levels.indexOf(levelOf(name));

/** What can be allowed, thing by thing; each under the category that most of its permissions name. */
export function resources(names: readonly Permission[] = permissionNames): Resource[] {
  const grouped = Map.groupBy(names, resourceOf);
  return [...grouped].map(([id, held]) => ({
    id,
    category: mostCommon(held.map((name) => permissions[name].category)),
    permissions: held.toSorted((a, b) => reach(a) - reach(b)),
  }));
}

function mostCommon(words: readonly string[]): string {
  const counts = Map.groupBy(words, (word) => word);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? "";
}

export type Category = { readonly id: string; readonly resources: readonly Resource[] };

/** The same, category by category in the order of the catalogue. */
export function categories(all: readonly Resource[] = resources()): Category[] {
  const order = [...new Set(permissionNames.map((name) => permissions[name].category))];
  const grouped = Map.groupBy(all, ({ category }) => category);
  return order.flatMap((id) => {
    const held = grouped.get(id);
    return held === undefined ? [] : [{ id, resources: held }];
  });
}
