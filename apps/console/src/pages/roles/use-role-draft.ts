import type { Role } from "@atrium/contracts";
import { useEffect, useState } from "react";
import { changesOf, draftOf, isChanged, reapplied, type RoleChanges, type RoleDraft } from "./role-draft.ts";

export type RoleEditing = {
  /** The state that editing began from. */
  readonly base: Role;
  readonly draft: RoleDraft;
  readonly changes: RoleChanges;
  readonly dirty: boolean;
  /** Somebody else changed the role meanwhile. */
  readonly outdated: boolean;
  readonly set: (change: Partial<RoleDraft>) => void;
  readonly discard: () => void;
  /** One's own changes upon the newest state. */
  readonly reapply: () => void;
  readonly saved: (role: Role) => void;
};

/** A role being edited: what somebody else changes is taken over at once while one has changed nothing oneself. */
export function useRoleDraft(role: Role): RoleEditing {
  const [base, setBase] = useState(role);
  const [draft, setDraft] = useState(() => draftOf(role));
  const from = draftOf(base);
  const dirty = isChanged(from, draft);
  const begin = (next: Role, wanted = draftOf(next)) => {
    setBase(next);
    setDraft(wanted);
  };
  const newer = role.version > base.version;
  if (newer && !dirty) begin(role);
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [dirty]);
  return {
    base,
    draft,
    changes: changesOf(from, draft),
    dirty,
    outdated: newer && dirty,
    set: (change) => setDraft((now) => ({ ...now, ...change })),
    discard: () => begin(newer ? role : base),
    reapply: () => begin(role, reapplied(from, draft, draftOf(role))),
    saved: begin,
  };
}
