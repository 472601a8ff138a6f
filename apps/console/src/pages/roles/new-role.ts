import type { DetailedRole } from "@atrium/contracts";

export type NewRole = {
  readonly permissions: string[];
  readonly inherits: string[];
  readonly narrows?: string;
  /** How many permissions of the other role are left behind, because the maker does not hold them. */
  readonly left: number;
};

/**
 * What a role begins with when it is made from another: a template bounds it, any other role is copied, as far as the
 * maker holds it. Where one could not inherit the same roles, what they allow is copied instead.
 */
export function startFrom(other: DetailedRole | null, mine: ReadonlySet<string>): NewRole {
  if (other === null) return { permissions: [], inherits: [], left: 0 };
  const allows = other.details?.allows ?? other.permissions;
  const held = allows.filter((name) => mine.has(name));
  const left = allows.length - held.length;
  if (other.template) return { permissions: held, inherits: [], narrows: other.slug, left };
  if (left > 0) return { permissions: held, inherits: [], left };
  const { permissions, inherits, narrows } = other;
  return {
    permissions: permissions.filter((name) => mine.has(name)),
    inherits: [...inherits],
    left,
    ...(narrows !== null && { narrows }),
  };
}
