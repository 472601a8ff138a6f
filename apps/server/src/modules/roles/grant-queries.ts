import {
  formatId,
  showScope,
  showSubject,
  type ScopeRef,
  type ShownGrant,
  type SubjectRef,
  type SubjectType,
} from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { flag, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";

export type GrantRow = ShownGrant & {
  readonly uuid: string;
  readonly organizationId: string;
  readonly holder: SubjectRef;
  readonly at: ScopeRef;
};

const columns = `g.id, g.organization_id, g.subject_type, g.subject_id, r.slug, g.permission, g.scope, g.scope_type, g.scope_id,
  g.valid_from, g.valid_until, g.granted_by, g.reason, g.source, g.created_at`;
const from = "from grants g left join roles r on r.id = g.role_id";

const readGrant = (row: RawRow): GrantRow => {
  const holder = { type: text(row, 2) as SubjectType, id: text(row, 3) };
  const at = { kind: text(row, 6) as ScopeRef["kind"], type: textOrNull(row, 7), id: textOrNull(row, 8) };
  const by = textOrNull(row, 11);
  return {
    uuid: text(row, 0),
    organizationId: text(row, 1),
    id: formatId("grant", text(row, 0)),
    holder,
    at,
    subject: showSubject(holder),
    role: textOrNull(row, 4),
    permission: textOrNull(row, 5),
    scope: showScope(at),
    validFrom: timeOrNull(row, 9),
    validUntil: timeOrNull(row, 10),
    grantedBy: by === null ? null : formatId("user", by),
    reason: textOrNull(row, 12),
    source: text(row, 13),
    createdAt: time(row, 14),
  };
};

const grantsWhere = (subject: string) =>
  statement<
    [subject: string | null, role: string | null, permission: string | null, after: string | null, limit: number],
    GrantRow
  >(
    `select ${columns} ${from}
     where ${subject} and ($2::text is null or r.slug = $2)
       and ($3::text is null or g.permission = $3) and ($4::uuid is null or g.id > $4)
     order by g.id limit $5`,
    readGrant,
  ); // prettier-ignore
/** Grants in the order of their ids, narrowed by what is not null. */
export const grantsBy = grantsWhere("($1::uuid is null or g.subject_id = $1)");
/** The same with what reaches a person or a group through the groups around them. */
export const grantsReachingBy = grantsWhere(
  `g.subject_id = any (array(
     select held from subjects_of((select current_organization()), $1) held
     union select above from groups_above((select current_organization()), $1) above))`,
);
export const findGrant = statement<[id: string], GrantRow>(
  `select ${columns} ${from} where g.id = $1`,
  readGrant,
);
export const grantToEnd = statement<[id: string], GrantRow & { permissions: string[] }>(
  `select ${columns}, case when g.permission is null then array(select distinct a.permission from role_allows(g.role_id) a)
     else array[g.permission::text] end
   ${from} where g.id = $1`,
  (row) => ({ ...readGrant(row), permissions: textArray(row, 15) }),
);

export const insertGrant = statement<
  [
    id: string, type: SubjectType, subject: string, role: string | null, permission: string | null, scope: string,
    scopeType: string | null, scopeId: string | null, from: string | null, until: string | null, by: string | null,
    reason: string | null, at: string, source: string,
  ],
  string
>(
  `insert into grants (organization_id, id, subject_type, subject_id, role_id, permission, scope, scope_type, scope_id,
     valid_from, valid_until, granted_by, reason, source, created_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $14, $13)
   on conflict do nothing returning id`,
  (row) => text(row, 0),
); // prettier-ignore
/** Only one of many at once finds it there. */
export const dropGrant = statement<[id: string], string>(
  "delete from grants where id = $1 returning id",
  (row) => text(row, 0),
);

/** Grants of any organization whose time is over; runs as the system, which then enters each organization. */
export const overdueGrants = statement<[now: string, limit: number], { organizationId: string; id: string }>(
  "select organization_id, id from grants where valid_until <= $1 order by valid_until limit $2",
  (row) => ({ organizationId: text(row, 0), id: text(row, 1) }),
);
export const dropOverdue = statement<[id: string, now: string], boolean>(
  "delete from grants where id = $1 and valid_until <= $2 returning true",
  (row) => flag(row, 0),
);
