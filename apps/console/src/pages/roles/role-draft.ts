/** What can be changed of a role. */
export type RoleDraft = {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly inherits: readonly string[];
};
export type SetChange = { readonly added: readonly string[]; readonly removed: readonly string[] };

export function draftOf({ name, description, permissions, inherits }: RoleDraft): RoleDraft {
  return { name, description, permissions: permissions.toSorted(), inherits: inherits.toSorted() };
}

export function setChange(before: readonly string[], after: readonly string[]): SetChange {
  return {
    added: after.filter((each) => !before.includes(each)),
    removed: before.filter((each) => !after.includes(each)),
  };
}

const isEmpty = ({ added, removed }: SetChange): boolean => added.length + removed.length === 0;

export type RoleChanges = {
  -readonly [K in keyof RoleDraft]?: RoleDraft[K] extends string ? string : string[];
};

/** The fields that are otherwise, as a change of the role names them. */
export function changesOf(base: RoleDraft, draft: RoleDraft): RoleChanges {
  const changes: RoleChanges = {};
  if (draft.name.trim() !== base.name) changes.name = draft.name.trim();
  if (draft.description.trim() !== base.description) changes.description = draft.description.trim();
  if (!isEmpty(setChange(base.permissions, draft.permissions))) changes.permissions = [...draft.permissions];
  if (!isEmpty(setChange(base.inherits, draft.inherits))) changes.inherits = [...draft.inherits];
  return changes;
}

export function isChanged(base: RoleDraft, draft: RoleDraft): boolean {
  return Object.keys(changesOf(base, draft)).length > 0;
}

function merged(base: readonly string[], mine: readonly string[], theirs: readonly string[]): string[] {
  const { added, removed } = setChange(base, mine);
  return [...new Set([...theirs.filter((each) => !removed.includes(each)), ...added])].toSorted();
}

/** One's own changes upon what somebody else made of the role meanwhile; theirs stay where one changed nothing. */
export function reapplied(base: RoleDraft, mine: RoleDraft, theirs: RoleDraft): RoleDraft {
  return {
    name: mine.name === base.name ? theirs.name : mine.name,
    description: mine.description === base.description ? theirs.description : mine.description,
    permissions: merged(base.permissions, mine.permissions, theirs.permissions),
    inherits: merged(base.inherits, mine.inherits, theirs.inherits),
  };
}
