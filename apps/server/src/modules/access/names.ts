import {
  parseId,
  readScope,
  readSubject,
  showSubject,
  subjectTypes,
  type ScopeRef,
  type ShownGrant,
  type SubjectRef,
  type SubjectType,
} from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text } from "#kernel/db/values";

/** What an answer speaks of. */
export type Named = {
  readonly subjects?: readonly SubjectRef[];
  readonly scopes?: readonly ScopeRef[];
  readonly roles?: readonly string[];
  readonly grants?: readonly ShownGrant[];
};

/** People also when they are deleted: a grant that they gave still names them. */
const namesOf = statement<
  [organization: string, ids: readonly string[], slugs: readonly string[]],
  { type: string; key: string; name: string }
>(
  `select 'user', id::text, display_name from users where organization_id = $1 and id = any ($2::uuid[])
   union all select 'group', id::text, name from groups where organization_id = $1 and id = any ($2::uuid[])
   union all select 'service_account', id::text, name from service_accounts
     where organization_id = $1 and id = any ($2::uuid[])
   union all select 'api_key', id::text, name from api_keys where organization_id = $1 and id = any ($2::uuid[])
   union all select 'role', slug, name from roles
     where slug = any ($3) and (organization_id = $1 or organization_id is null or template)`,
  (row) => ({ type: text(row, 0), key: text(row, 1), name: text(row, 2) }),
);

const isSubjectType = (type: string): type is SubjectType => subjectTypes.some((one) => one === type);

/** One look for all names of an answer. */
export async function namesFor(
  db: Reader,
  organizationId: string,
  { subjects = [], scopes = [], roles = [], grants = [] }: Named,
): Promise<Record<string, string>> {
  const ids = new Set(subjects.map(({ id }) => id));
  const slugs = new Set(roles);
  const see = (id: string | null | undefined): void => void (id != null && ids.add(id));
  for (const { id } of scopes) see(id);
  for (const grant of grants) {
    see(readSubject(grant.subject)?.id);
    see(readScope(grant.scope)?.id);
    see(grant.grantedBy === null ? null : parseId("user", grant.grantedBy));
    if (grant.role !== null) slugs.add(grant.role);
  }
  const found = await db.query(namesOf(organizationId, [...ids], [...slugs]));
  return Object.fromEntries(
    found.map(({ type, key, name }) => [isSubjectType(type) ? showSubject({ type, id: key }) : key, name]),
  );
}
