import type { DetailedRole } from "@atrium/contracts";
import { categories, resources, type Category } from "../catalogue.ts";

/** How a role comes by a permission: by itself, by what it inherits, or not at all. */
export function markIn(role: DetailedRole, name: string): "own" | "inherited" | "empty" {
  if (role.details?.allows.includes(name) !== true) return "empty";
  return role.permissions.includes(name) ? "own" : "inherited";
}

/** Only the permissions that some of the roles allow and others do not. */
export function differing(shown: readonly Category[], roles: readonly DetailedRole[]): Category[] {
  const names = shown
    .flatMap((category) => category.resources.flatMap(({ permissions }) => permissions))
    .filter((name) => {
      const allowed = roles.filter((role) => markIn(role, name) !== "empty").length;
      return allowed > 0 && allowed < roles.length;
    });
  return categories(resources(names));
}
