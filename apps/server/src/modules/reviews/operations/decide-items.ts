import { decideReviewItems, type ReviewDecision } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { Transaction } from "#kernel/db/transaction";
import { fail, operation } from "#kernel/operation";
import { inPerson, isSamePerson, type InPerson } from "#modules/approvals";
import { decideItems, isInGroups, lockItems, waitingFor, type ItemRow } from "../item-queries.ts";
import { shareReview } from "../queries.ts";
import { reviewTarget } from "../shown.ts";

function refuseOthers(items: readonly ItemRow[], me: InPerson, caller: Caller): void {
  if (caller.permissions.has("reviews:manage")) return;
  const others = items.filter(({ reviewerUuid }) => reviewerUuid !== me.userId);
  if (others.length === 0) return;
  // Who may see them learns why; for everybody else they are not there.
  fail(caller.permissions.has("reviews:read") ? "review.not_reviewer" : "resource.not_found");
}

/** Nobody says of what they hold themselves, alone or with their group, that it stays. */
async function refuseOwn(db: Transaction, items: readonly ItemRow[], me: InPerson): Promise<void> {
  const holders = (type: string) => [
    ...new Set(items.filter(({ holder }) => holder.type === type).map(({ holder }) => holder.id)),
  ];
  const groups = holders("group");
  const [inside] = groups.length === 0 ? [] : await db.query(isInGroups(me.userId, groups));
  if (inside === true) fail("review.own");
  if (await isSamePerson(db.asSystem(), me, { users: holders("user") })) fail("review.own");
}

const before = (items: readonly ItemRow[]): ReviewDecision | null | "several" => {
  const [first, ...others] = new Set(items.map(({ decision }) => decision));
  return others.length > 0 ? "several" : (first ?? null);
};

export const decideReviewItemsOperation = operation(
  decideReviewItems,
  async ({ db, caller, now, record, unchanged, fail: refuse }, { params, body }) => {
    const me = inPerson(caller);
    const [review] = await db.query(shareReview(params.id));
    if (review === undefined) return refuse("resource.not_found");
    const wanted = [...new Set(body.items)];
    const items = await db.query(lockItems(review.uuid, wanted));
    if (items.length < wanted.length) refuse("resource.not_found");
    refuseOthers(items, me, caller);
    if (review.state !== "open") refuse("review.not_open");
    await refuseOwn(db, items, me);
    const comment = body.comment || null;
    const changed = items.filter((item) => item.decision !== body.decision || item.comment !== comment);
    if (changed.length === 0) unchanged();
    else {
      await db.query(
        decideItems(
          review.uuid,
          changed.map(({ uuid }) => uuid),
          body.decision,
          comment,
          now.toISOString(),
          me.userId,
          caller.actor.name ?? "",
        ),
      );
      record({
        name: "review.decided",
        target: reviewTarget(review),
        changes: [{ field: "decision", before: before(changed), after: body.decision }],
        reason: comment,
        data: { items: changed.map(({ id }) => id) },
      });
    }
    const [waiting = 0] = await db.query(waitingFor(review.uuid, me.userId));
    return { decided: changed.length, waiting };
  },
);
