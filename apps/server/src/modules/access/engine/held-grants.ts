import type { ScopeRef, SubjectRef, SubjectType } from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";

/** A grant that reaches somebody, with everything that its role allows. */
export type HeldGrant = {
  readonly id: string;
  readonly subject: SubjectRef;
  readonly roleId: string | null;
  readonly role: string | null;
  readonly permissions: readonly string[];
  readonly scope: ScopeRef;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly grantedBy: string | null;
  readonly reason: string | null;
  readonly source: string;
  readonly createdAt: string;
};

const read = (row: RawRow): HeldGrant => ({
  id: text(row, 0),
  subject: { type: text(row, 1) as SubjectType, id: text(row, 2) },
  roleId: textOrNull(row, 3),
  role: textOrNull(row, 4),
  permissions: textArray(row, 5),
  scope: { kind: text(row, 6) as ScopeRef["kind"], type: textOrNull(row, 7), id: textOrNull(row, 8) },
  validFrom: timeOrNull(row, 9),
  validUntil: timeOrNull(row, 10),
  grantedBy: textOrNull(row, 11),
  reason: textOrNull(row, 12),
  source: text(row, 13),
  createdAt: time(row, 14),
});

const columns = `g.id, g.subject_type, g.subject_id, g.role_id, r.slug,
    case when g.permission is null then array(select distinct a.permission from role_allows(g.role_id) a)
      else array[g.permission::text] end,
    g.scope, g.scope_type, g.scope_id, g.valid_from, g.valid_until, g.granted_by, g.reason, g.source, g.created_at`;
const select = `select ${columns} from grants g left join roles r on r.id = g.role_id`;

/** Who somebody counts as: a person also as their groups, a group also as those above it. */
const countsAs: Record<SubjectType, string> = {
  user: "select held from subjects_of($1, $2) held",
  group: "select held from groups_above($1, $2) held",
  api_key: "select $2::uuid",
  service_account: "select $2::uuid",
};
const heldBy = (type: SubjectType) =>
  statement<[organization: string, subject: string], HeldGrant>(
    `${select} where g.organization_id = $1 and g.subject_id = any (array(${countsAs[type]})) order by g.id`,
    read,
  );
const statements = {
  user: heldBy("user"),
  group: heldBy("group"),
  api_key: heldBy("api_key"),
  service_account: heldBy("service_account"),
} as const;

/** Every grant that reaches somebody, also those that are over or still to come. */
export function grantsReaching(organizationId: string, { type, id }: SubjectRef) {
  return statements[type](organizationId, id);
}

/** The same for many people at once, each with the person that it reaches. */
export const grantsReachingPeople = statement<
  [organization: string, people: readonly string[]],
  HeldGrant & { person: string }
>(
  `select ${columns}, p.id from unnest($2::uuid[]) as p (id)
   cross join lateral subjects_of($1, p.id) counts
   join grants g on g.organization_id = $1 and g.subject_id = counts
   left join roles r on r.id = g.role_id`,
  (row) => ({ ...read(row), person: text(row, 15) }),
);

export const grantsById = statement<[organization: string, grants: readonly string[]], HeldGrant>(
  `${select} where g.organization_id = $1 and g.id = any ($2::uuid[]) order by g.id`,
  read,
);

/** What these groups and those above them hold. */
export const grantsOfGroups = statement<[organization: string, groups: readonly string[]], HeldGrant>(
  `${select} where g.organization_id = $1 and g.subject_id in (
     select above from unnest($2::uuid[]) as named (id) cross join lateral groups_above($1, named.id) above)`,
  read,
);
