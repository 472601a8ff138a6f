import { createReview, type Input } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { readFilter } from "#kernel/filter-list";
import { fail, operation } from "#kernel/operation";
import { standingOf } from "#modules/access";
import { inPerson } from "#modules/approvals";
import { findRole } from "#modules/roles";
import { userFilter } from "#modules/users";
import { nextAfter } from "../calendar.ts";
import { prepareKind } from "../prepare-job.ts";
import { activeAmong, insertReview } from "../queries.ts";
import { reviewTarget, shownReview } from "../shown.ts";

type Body = Input<typeof createReview>["body"];

async function requireRole(db: Reader, slug: string): Promise<void> {
  const [role] = await db.query(findRole(slug));
  if (role === undefined) fail("role.unknown");
}

/** What the scope names, as it is stored. */
async function scopeValue(db: Reader, organizationId: string, scope: Body["scope"]): Promise<string | null> {
  if (scope.kind === "all") return null;
  if (scope.kind === "filter") {
    readFilter(userFilter, scope.q);
    return scope.q;
  }
  if (scope.kind === "role") {
    await requireRole(db, scope.role);
    return scope.role;
  }
  const [group] = await db.query(standingOf(organizationId, { type: "group", id: scope.group }));
  return group === undefined ? fail("group.unknown") : scope.group;
}

async function checkReviewers(db: Reader, reviewers: Body["reviewers"]): Promise<void> {
  if (reviewers.kind === "role") await requireRole(db, reviewers.role);
  if (reviewers.kind !== "people") return;
  const wanted = new Set(reviewers.people);
  if ((await db.query(activeAmong([...wanted]))).length < wanted.size) fail("review.reviewer_unknown");
}

const longestMs = 366 * 86_400_000;

export const createReviewOperation = operation(
  createReview,
  async ({ db, caller, now, newId, record, enqueue, fail: refuse }, { body }) => {
    const me = inPerson(caller);
    const { name, scope, reviewers, undecided, recurrence } = body;
    const due = Date.parse(body.dueAt);
    if (due <= now.getTime() || due > now.getTime() + longestMs) refuse("review.due");
    const value = await scopeValue(db, me.organizationId, scope);
    await checkReviewers(db, reviewers);
    const id = newId();
    const role = reviewers.kind === "role" ? reviewers.role : null;
    const people = reviewers.kind === "people" ? [...new Set(reviewers.people)] : [];
    const next = nextAfter(now, recurrence, now);
    await db.query(
      insertReview(
        id, name, scope.kind, value, reviewers.kind, role, people, undecided, recurrence, now.toISOString(),
        body.dueAt, next?.toISOString() ?? null, now.toISOString(), me.userId, caller.actor.name ?? "",
      ),
    ); // prettier-ignore
    await enqueue({ kind: prepareKind, input: { review: id } });
    record({
      name: "review.created",
      target: reviewTarget({ uuid: id, name }),
      changes: [{ field: "name", before: null, after: name }],
      data: { scope: scope.kind, reviewers: reviewers.kind, undecided, recurrence, dueAt: body.dueAt },
    });
    return shownReview(db, id);
  },
);
