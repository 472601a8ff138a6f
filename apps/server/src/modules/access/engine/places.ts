import type { ScopeRef } from "@atrium/contracts";
import { statement, type Query } from "#kernel/db/statement";
import { text } from "#kernel/db/values";

const aboveGroup = statement<[organization: string, group: string], string>(
  "select above from groups_above($1, $2) above",
  (row) => text(row, 0),
);
const ofPerson = statement<[organization: string, person: string], string>(
  "select distinct held from groups_of($1, $2) held",
  (row) => text(row, 0),
);

/** The groups that a thing lies in: those above a group, and those of a person. Other things lie in none. */
export function groupsAround(organizationId: string, scope: ScopeRef): Query<string> | null {
  if (scope.id === null) return null;
  const kind = scope.kind === "resource" ? scope.type : scope.kind;
  if (kind === "group") return aboveGroup(organizationId, scope.id);
  return kind === "user" ? ofPerson(organizationId, scope.id) : null;
}
