import type { DetailedRole } from "@atrium/contracts";

export type Branch = {
  readonly role: DetailedRole;
  readonly parents: readonly Branch[];
  /** What it inherits was written out before. */
  readonly again: boolean;
};

/** Trees of roles, from those that nobody inherits down to what they build on; each role is opened once. */
export function branchesOf(roles: readonly DetailedRole[]): Branch[] {
  const bySlug = new Map(roles.map((role) => [role.slug, role]));
  const below = ({ inherits, narrows }: DetailedRole): DetailedRole[] =>
    [...inherits, ...(narrows === null ? [] : [narrows])].flatMap((slug) => bySlug.get(slug) ?? []);
  const inherited = new Set(roles.flatMap((role) => below(role).map(({ slug }) => slug)));
  const opened = new Set<string>();
  const branch = (role: DetailedRole): Branch => {
    const again = opened.has(role.slug);
    opened.add(role.slug);
    return { role, again: again && below(role).length > 0, parents: again ? [] : below(role).map(branch) };
  };
  return roles.filter(({ slug }) => !inherited.has(slug)).map(branch);
}
