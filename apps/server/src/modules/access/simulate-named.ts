import { readScope, type AccessChange, type ScopeRef, type SubjectRef } from "@atrium/contracts";
import type { Named } from "./names.ts";
import type { Difference } from "./simulate.ts";

/** Whom and what changes and their outcome speak of. */
export function namedIn(
  changes: readonly AccessChange[],
  items: readonly { readonly at: readonly Difference[] }[],
): Named {
  const subjects: SubjectRef[] = [];
  const scopes: ScopeRef[] = items.flatMap(({ at }) => at.flatMap(({ scope }) => readScope(scope) ?? []));
  const roles: string[] = [];
  for (const change of changes) {
    switch (change.do) {
      case "grant.give":
        subjects.push(change.subject);
        scopes.push(change.scope);
        if (change.role !== undefined) roles.push(change.role);
        break;
      case "group.join":
      case "group.leave":
        subjects.push({ type: "user", id: change.person }, { type: "group", id: change.group });
        break;
      case "role.update":
        roles.push(change.role, ...(change.inherits ?? []));
        break;
      case "role.delete":
        roles.push(change.role, ...(change.replacement === undefined ? [] : [change.replacement]));
        break;
      case "grant.end":
        break;
    }
  }
  return { subjects, scopes, roles };
}
