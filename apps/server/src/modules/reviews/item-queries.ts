import {
  formatId,
  showScope,
  showSubject,
  type ReviewDecision,
  type ReviewItem,
  type ScopeRef,
  type SubjectRef,
  type SubjectType,
} from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { flag, integer, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";

export type ItemRow = ReviewItem & {
  readonly uuid: string;
  readonly holder: SubjectRef;
  readonly grantId: string | null;
  readonly groupId: string | null;
  readonly reviewerUuid: string | null;
  readonly decidedBy: string | null;
};

const columns = `i.id, i.subject_type, i.subject_id, i.subject_name, i.subject_email, i.role, i.permission, i.group_name,
  i.scope, i.scope_type, i.scope_id, i.source, i.granted_at, i.valid_until, i.last_used_at, i.hints, i.reviewer_id,
  (select u.display_name from users u where u.organization_id = i.organization_id and u.id = i.reviewer_id),
  i.decision, i.comment, i.decided_at, i.decider_name, i.outcome, i.outcome_reason, i.grant_id, i.group_id, i.decided_by`;

function readItem(row: RawRow): ItemRow {
  const holder = { type: text(row, 1) as SubjectType, id: text(row, 2) };
  const at = { kind: text(row, 8) as ScopeRef["kind"], type: textOrNull(row, 9), id: textOrNull(row, 10) };
  const reviewer = textOrNull(row, 16);
  const decidedBy = textOrNull(row, 26);
  return {
    uuid: text(row, 0),
    id: formatId("reviewItem", text(row, 0)),
    holder,
    subject: showSubject(holder),
    subjectName: text(row, 3),
    subjectEmail: textOrNull(row, 4),
    role: textOrNull(row, 5),
    permission: textOrNull(row, 6),
    group: textOrNull(row, 7),
    scope: showScope(at),
    source: text(row, 11),
    grantedAt: time(row, 12),
    validUntil: timeOrNull(row, 13),
    lastUsedAt: timeOrNull(row, 14),
    hints: textArray(row, 15),
    reviewerUuid: reviewer,
    reviewer: reviewer === null ? null : formatId("user", reviewer),
    reviewerName: textOrNull(row, 17),
    decision: textOrNull(row, 18) as ReviewDecision | null,
    comment: textOrNull(row, 19),
    decidedAt: timeOrNull(row, 20),
    deciderName: textOrNull(row, 21),
    outcome: textOrNull(row, 22) as ReviewItem["outcome"],
    outcomeReason: textOrNull(row, 23),
    grantId: textOrNull(row, 24),
    groupId: textOrNull(row, 25),
    decidedBy: decidedBy === null ? null : formatId("user", decidedBy),
  };
}

/** Items in their order, narrowed by what is not null; `waiting` stands for what nobody decided. */
export const itemsBy = statement<
  [review: string, reviewer: string | null, decision: string | null, after: string | null, limit: number],
  ItemRow
>(
  `select ${columns} from access_review_items i
   where i.review_id = $1 and ($2::uuid is null or i.reviewer_id = $2)
     and ($3::text is null or ($3 = 'waiting' and i.decision is null) or i.decision = $3)
     and ($4::uuid is null or i.id > $4)
   order by i.id limit $5`,
  readItem,
);
export const lockItems = statement<[review: string, ids: readonly string[]], ItemRow>(
  `select ${columns} from access_review_items i where i.review_id = $1 and i.id = any ($2) order by i.id
   for no key update of i`,
  readItem,
);
export const decideItems = command<
  [
    review: string,
    ids: readonly string[],
    decision: string,
    comment: string | null,
    at: string,
    by: string,
    name: string,
  ]
>(
  `update access_review_items set decision = $3, comment = $4, decided_at = $5, decided_by = $6, decider_name = $7
   where review_id = $1 and id = any ($2)`,
);
export const setOutcomes = command<
  [review: string, ids: readonly string[], outcomes: readonly string[], reasons: readonly string[]]
>(
  `update access_review_items i set outcome = o.outcome, outcome_reason = nullif(o.reason, '')
   from unnest($2::uuid[], $3::text[], $4::text[]) as o (id, outcome, reason)
   where i.review_id = $1 and i.id = o.id`,
);

export type ReviewCounts = {
  items: number;
  kept: number;
  revoked: number;
  waiting: number;
  removed: number;
  stayed: number;
};
export const countItems = statement<[review: string], ReviewCounts>(
  `select count(*), count(*) filter (where decision = 'keep'), count(*) filter (where decision = 'revoke'),
     count(*) filter (where decision is null), count(*) filter (where outcome = 'revoked'),
     count(*) filter (where outcome = 'stayed')
   from access_review_items where review_id = $1`,
  (row) => ({
    items: integer(row, 0),
    kept: integer(row, 1),
    revoked: integer(row, 2),
    waiting: integer(row, 3),
    removed: integer(row, 4),
    stayed: integer(row, 5),
  }),
);

const readWaiting = (row: RawRow) => ({ id: text(row, 0), items: integer(row, 1) });
/** Reviewers behind one, each with how many items wait for them. */
export const reviewersWaiting = statement<
  [review: string, after: string, limit: number],
  { id: string; items: number }
>(
  `select reviewer_id, count(*) from access_review_items
   where review_id = $1 and reviewer_id > $2 and decision is null group by reviewer_id order by reviewer_id limit $3`,
  readWaiting,
);
export const waitingFor = statement<[review: string, reviewer: string], number>(
  "select count(*) from access_review_items where review_id = $1 and reviewer_id = $2 and decision is null",
  (row) => integer(row, 0),
);
/** Whether somebody reviews something here, decided or not. */
export const reviewsHere = statement<[review: string, reviewer: string], boolean>(
  "select true from access_review_items where review_id = $1 and reviewer_id = $2 limit 1",
  (row) => flag(row, 0),
);

export const myReviews = statement<
  [reviewer: string],
  { id: string; name: string; dueAt: string; waiting: number }
>(
  `select v.id, v.name, v.due_at, w.waiting from access_reviews v cross join lateral (
     select count(*) as waiting from access_review_items i
     where i.organization_id = v.organization_id and i.review_id = v.id and i.reviewer_id = $1 and i.decision is null
   ) w where v.state = 'open' and w.waiting > 0 order by v.due_at limit 100`,
  (row) => ({
    id: formatId("accessReview", text(row, 0)),
    name: text(row, 1),
    dueAt: time(row, 2),
    waiting: integer(row, 3),
  }),
);

/** Whether somebody is in one of these groups, or in one below. */
export const isInGroups = statement<[person: string, groups: readonly string[]], boolean>(
  "select exists (select 1 from groups_of((select current_organization()), $1) held where held = any ($2))",
  (row) => flag(row, 0),
);
