import {
  formatId,
  showScope,
  showSubject,
  type AccessRequest,
  type AccessRequestState,
  type Permission,
  type ScopeRef,
  type SubjectRef,
  type SubjectType,
} from "@atrium/contracts";
import { statement, type RawRow } from "#kernel/db/statement";
import { jsonOrNull, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";

export type RequestRow = Omit<AccessRequest, "abilities"> & {
  readonly uuid: string;
  readonly requester: string;
  readonly requesterAccount: string;
  readonly holder: SubjectRef | null;
  readonly at: ScopeRef | null;
  readonly groupUuid: string | null;
  readonly wanted: Permission | null;
  /** Everything that the role allows. */
  readonly allows: readonly string[];
};

const columns = `q.id, q.state, q.requested_by, q.requester_name, q.subject_type, q.subject_id, q.subject_name,
  r.slug, q.permission, q.group_id, g.name, q.operation, q.params, q.scope, q.scope_type, q.scope_id, q.valid_until,
  q.reason, q.created_at, q.expires_at, q.decided_at, q.decided_by, q.decider_name, q.decision_reason, q.grant_id,
  q.requester_account,
  case when q.role_id is null then '{}' else array(select distinct a.permission from role_allows(q.role_id) a) end`;
const from = `from access_requests q left join roles r on r.id = q.role_id
  left join groups g on g.organization_id = q.organization_id and g.id = q.group_id`;

const shownOrNull = (kind: "user" | "group" | "grant", id: string | null): string | null =>
  id === null ? null : formatId(kind, id);

function readRequest(row: RawRow): RequestRow {
  const subjectId = textOrNull(row, 5);
  const holder = subjectId === null ? null : { type: text(row, 4) as SubjectType, id: subjectId };
  const kind = textOrNull(row, 13);
  const at =
    kind === null
      ? null
      : { kind: kind as ScopeRef["kind"], type: textOrNull(row, 14), id: textOrNull(row, 15) };
  const permission = textOrNull(row, 8);
  return {
    uuid: text(row, 0),
    id: formatId("accessRequest", text(row, 0)),
    state: text(row, 1) as AccessRequestState,
    requester: text(row, 2),
    requestedBy: formatId("user", text(row, 2)),
    requesterName: text(row, 3),
    holder,
    subject: holder === null ? null : showSubject(holder),
    subjectName: textOrNull(row, 6),
    role: textOrNull(row, 7),
    permission,
    wanted: permission as Permission | null,
    groupUuid: textOrNull(row, 9),
    group: shownOrNull("group", textOrNull(row, 9)),
    groupName: textOrNull(row, 10),
    operation: textOrNull(row, 11),
    params: jsonOrNull<Record<string, string>>(row, 12),
    at,
    scope: at === null ? null : showScope(at),
    validUntil: timeOrNull(row, 16),
    reason: text(row, 17),
    createdAt: time(row, 18),
    expiresAt: time(row, 19),
    decidedAt: timeOrNull(row, 20),
    decidedBy: shownOrNull("user", textOrNull(row, 21)),
    deciderName: textOrNull(row, 22),
    decisionReason: textOrNull(row, 23),
    grant: shownOrNull("grant", textOrNull(row, 24)),
    requesterAccount: text(row, 25),
    allows: textArray(row, 26),
  };
}

/** The latest first, narrowed by what is not null. */
export const requestsBy = statement<
  [requester: string | null, state: string | null, before: string | null, limit: number],
  RequestRow
>(
  `select ${columns} ${from}
   where ($1::uuid is null or q.requested_by = $1) and ($2::text is null or q.state = $2)
     and ($3::uuid is null or q.id < $3)
   order by q.id desc limit $4`,
  readRequest,
);
export const findRequest = statement<[id: string], RequestRow>(
  `select ${columns} ${from} where q.id = $1`,
  readRequest,
);
/** Of two who answer at once, the second waits and then finds it answered. */
export const lockRequest = statement<[id: string], RequestRow>(
  `select ${columns} ${from} where q.id = $1 for no key update of q`,
  readRequest,
);

export const countOpen = statement<[requester: string], number>(
  "select count(*) from access_requests where requested_by = $1 and state = 'open'",
  (row) => Number(text(row, 0)),
);

export const insertRequest = statement<
  [
    id: string, requester: string, account: string, name: string, subjectType: string | null, subject: string | null,
    subjectName: string | null, role: string | null, permission: string | null, group: string | null,
    operation: string | null, params: string | null, digest: string, scope: string | null, scopeType: string | null,
    scopeId: string | null, until: string | null, reason: string, at: string, expires: string,
  ],
  string
>(
  `insert into access_requests (organization_id, id, requested_by, requester_account, requester_name, subject_type,
     subject_id, subject_name, role_id, permission, group_id, operation, params, digest, scope, scope_type, scope_id,
     valid_until, reason, created_at, expires_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
   on conflict do nothing returning id`,
  (row) => text(row, 0),
); // prettier-ignore

export const answerRequest = statement<
  [
    id: string, state: AccessRequestState, at: string, by: string | null, name: string | null, reason: string | null,
    grant: string | null, expires: string | null,
  ],
  string
>(
  `update access_requests set state = $2, decided_at = $3, decided_by = $4, decider_name = $5, decision_reason = $6,
     grant_id = $7, expires_at = coalesce($8, expires_at)
   where id = $1 returning id`,
  (row) => text(row, 0),
); // prettier-ignore

/** Takes the approval of an operation, which is good for one time. */
export const useApproval = statement<[requester: string, digest: string, now: string], string>(
  `update access_requests set state = 'used'
   where id = (
     select id from access_requests
     where requested_by = $1 and digest = $2 and operation is not null and state = 'approved' and expires_at > $3
     order by id limit 1 for no key update skip locked
   ) returning id`,
  (row) => text(row, 0),
);

/** Requests of any organization that nobody answered in time; runs as the system. */
export const overdueRequests = statement<
  [now: string, limit: number],
  { organizationId: string; id: string }
>(
  `select organization_id, id from access_requests
   where expires_at <= $1 and (state = 'open' or (state = 'approved' and operation is not null))
   order by expires_at limit $2`,
  (row) => ({ organizationId: text(row, 0), id: text(row, 1) }),
);
