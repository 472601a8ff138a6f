/** A role as it stands, or as it would stand. */
export type BookRole = {
  readonly id: string;
  readonly slug: string;
  readonly permissions: readonly string[];
  readonly templateId: string | null;
  readonly parents: readonly string[];
};

/** What roles allow with all that they inherit, each worked out once. Circles add nothing. */
export function allowedIn(book: ReadonlyMap<string, BookRole>): (id: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  const own = (role: BookRole): readonly string[] => {
    if (role.templateId === null) return role.permissions;
    const bound = book.get(role.templateId)?.permissions ?? [];
    return role.permissions.filter((name) => bound.includes(name));
  };
  return function allowed(id) {
    const made = known.get(id);
    if (made !== undefined) return made;
    const role = book.get(id);
    const names = new Set(role === undefined ? [] : own(role));
    known.set(id, names);
    for (const parent of role?.parents ?? []) for (const name of allowed(parent)) names.add(name);
    return names;
  };
}
