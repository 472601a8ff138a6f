import { formatId, type AccessReview, type ReviewState } from "@atrium/contracts";
import { command, statement, type RawRow } from "#kernel/db/statement";
import { integer, text, textArray, textOrNull, time, timeOrNull } from "#kernel/db/values";

type Plain = Omit<AccessReview, "counts">;
export type ReviewRow = Plain & {
  readonly uuid: string;
  readonly items: number;
  /** As it is stored, a group by its bare id. */
  readonly scopeValue: string | null;
  readonly creator: string;
  readonly closer: string | null;
  readonly reviewerIds: readonly string[];
};

const columns = `v.id, v.name, v.state, v.scope, v.scope_value,
  case v.scope
    when 'group' then (select g.name from groups g where g.organization_id = v.organization_id and g.id::text = v.scope_value)
    when 'role' then (select r.name from roles r where r.slug = v.scope_value
      and (r.organization_id = v.organization_id or r.organization_id is null or r.template) limit 1)
  end,
  v.reviewers, v.reviewer_role, v.reviewer_ids, v.undecided, v.recurrence, v.starts_at, v.due_at, v.next_at, v.items,
  v.created_at, v.created_by, v.creator_name, v.closed_at, v.closed_by, v.closer_name, v.digest, v.version`;
const from = "from access_reviews v";

function readReview(row: RawRow): ReviewRow {
  const kind = text(row, 3) as Plain["scope"]["kind"];
  const value = textOrNull(row, 4);
  const reviewerIds = textArray(row, 8);
  return {
    uuid: text(row, 0),
    id: formatId("accessReview", text(row, 0)),
    name: text(row, 1),
    state: text(row, 2) as ReviewState,
    scope: {
      kind,
      value: kind === "group" && value !== null ? formatId("group", value) : value,
      name: textOrNull(row, 5),
    },
    reviewers: {
      kind: text(row, 6) as Plain["reviewers"]["kind"],
      role: textOrNull(row, 7),
      people: reviewerIds.map((id) => formatId("user", id)),
    },
    reviewerIds,
    scopeValue: value,
    undecided: text(row, 9) as Plain["undecided"],
    recurrence: text(row, 10) as Plain["recurrence"],
    startsAt: time(row, 11),
    dueAt: time(row, 12),
    nextAt: timeOrNull(row, 13),
    items: integer(row, 14),
    createdAt: time(row, 15),
    creator: text(row, 16),
    createdBy: formatId("user", text(row, 16)),
    creatorName: text(row, 17),
    closedAt: timeOrNull(row, 18),
    closer: textOrNull(row, 19),
    closerName: textOrNull(row, 20),
    digest: textOrNull(row, 21),
    version: integer(row, 22),
  };
}

export const listReviewRows = statement<[before: string | null, limit: number], ReviewRow>(
  `select ${columns} ${from} where ($1::uuid is null or v.id < $1) order by v.id desc limit $2`,
  readReview,
);
export const findReview = statement<[id: string], ReviewRow>(
  `select ${columns} ${from} where v.id = $1`,
  readReview,
);
export const lockReview = statement<[id: string], ReviewRow>(
  `select ${columns} ${from} where v.id = $1 for no key update of v`,
  readReview,
);
/** Lets decisions come in side by side, and holds off whoever would close it in between. */
export const shareReview = statement<[id: string], ReviewRow>(
  `select ${columns} ${from} where v.id = $1 for share of v`,
  readReview,
);

export const insertReview = command<
  [
    id: string, name: string, scope: string, value: string | null, reviewers: string, role: string | null,
    people: readonly string[], undecided: string, recurrence: string, starts: string, due: string,
    next: string | null, at: string, by: string, byName: string,
  ]
>(
  `insert into access_reviews (organization_id, id, name, scope, scope_value, reviewers, reviewer_role, reviewer_ids,
     undecided, recurrence, state, starts_at, due_at, next_at, created_at, created_by, creator_name)
   values (current_organization(), $1, $2, $3, $4, $5, $6, $7, $8, $9, 'preparing', $10, $11, $12, $13, $14, $15)`,
); // prettier-ignore

export const setState = command<[id: string, state: ReviewState]>(
  "update access_reviews set state = $2, version = version + 1 where id = $1",
);
/** Answers how many items it has. */
export const openReview = statement<[id: string, at: string], number>(
  `update access_reviews v set state = 'open', opened_at = $2, version = version + 1,
     items = (select count(*) from access_review_items i where i.organization_id = v.organization_id and i.review_id = v.id)
   where id = $1 and state = 'preparing' returning items`,
  (row) => integer(row, 0),
);
export const beginClosing = command<[id: string, by: string, name: string]>(
  `update access_reviews set state = 'closing', closed_by = $2, closer_name = $3, version = version + 1 where id = $1`,
);
export const finishClosing = command<[id: string, at: string, digest: string]>(
  `update access_reviews set state = 'closed', closed_at = $2, digest = $3, version = version + 1 where id = $1`,
);
export const endRecurrence = command<[id: string]>(
  "update access_reviews set next_at = null, version = version + 1 where id = $1",
);

type Due = { organizationId: string; id: string };
const readDue = (row: RawRow): Due => ({ organizationId: text(row, 0), id: text(row, 1) });
/** Of any organization; they run as the system, which then enters each organization. */
export const reviewsToClose = statement<[now: string, limit: number], Due>(
  `select organization_id, id from access_reviews where state = 'open' and due_at <= $1 order by due_at limit $2`,
  readDue,
);
export const reviewsToRepeat = statement<[now: string, limit: number], Due>(
  `select organization_id, id from access_reviews where next_at <= $1 order by next_at limit $2`,
  readDue,
);
export const reviewsToRemind = statement<[before: string, now: string, limit: number], Due>(
  `update access_reviews v set reminded_at = $2::timestamptz from (
     select organization_id, id from access_reviews
     where state = 'open' and due_at <= $1 and due_at > $2 and reminded_at is null
       and opened_at < due_at - ($1::timestamptz - $2::timestamptz)
     order by due_at limit $3 for no key update skip locked
   ) due where v.organization_id = due.organization_id and v.id = due.id returning v.organization_id, v.id`,
  readDue,
);

/** Active people who hold a role in the whole organization, directly. */
export const holdersOf = statement<[role: string, limit: number], string>(
  `select distinct u.id from grants g join roles r on r.id = g.role_id
   join users u on u.organization_id = g.organization_id and u.id = g.user_id
   where r.slug = $1 and g.scope in ('organization', 'platform') and u.status = 'active' order by u.id limit $2`,
  (row) => text(row, 0),
);
export const activeAmong = statement<[ids: readonly string[]], string>(
  "select id from users where id = any ($1) and status = 'active'",
  (row) => text(row, 0),
);
