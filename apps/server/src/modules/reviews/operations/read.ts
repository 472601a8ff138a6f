import { getReview, listMyReviews, listReviewItems, listReviews, type ReviewState } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import { operation } from "#kernel/operation";
import { itemsBy, myReviews, reviewsHere, type ItemRow } from "../item-queries.ts";
import { findReview, listReviewRows } from "../queries.ts";
import { shownReview } from "../shown.ts";

export const listReviewsOperation = operation(listReviews, async ({ db }, { query }) => {
  const found = await db.query(listReviewRows(query.cursor ?? null, query.limit + 1));
  const items = found.slice(0, query.limit);
  return { items, next: found.length > query.limit ? (items.at(-1)?.id ?? null) : null };
});

export const listMyReviewsOperation = operation(listMyReviews, async ({ db, caller }) => ({
  items: caller.userId === null ? [] : await db.query(myReviews(caller.userId)),
}));

export const getReviewOperation = operation(getReview, ({ db }, { params }) => shownReview(db, params.id));

function mayDecide(item: ItemRow, state: ReviewState, caller: Caller): boolean {
  if (state !== "open" || caller.impersonation !== undefined || caller.accountId === null) return false;
  if (item.holder.id === caller.userId) return false;
  return item.reviewerUuid === caller.userId || caller.permissions.has("reviews:manage");
}

export const listReviewItemsOperation = operation(
  listReviewItems,
  async ({ db, caller, fail }, { params, query }) => {
    const { whose, decision = null, limit, cursor = null } = query;
    const { userId } = caller;
    const seesAll = caller.permissions.has("reviews:read");
    const [[review], [reviews]] = await db.queries(
      findReview(params.id),
      reviewsHere(params.id, userId ?? params.id),
    );
    // Who has nothing to do with it does not learn that it is there.
    if (review === undefined || (!seesAll && reviews !== true)) return fail("resource.not_found");
    if (whose === "all" && !seesAll) fail("auth.forbidden", { extra: { permission: "reviews:read" } });
    const reviewer = whose === "all" ? null : (userId ?? params.id);
    const found = await db.query(itemsBy(review.uuid, reviewer, decision, cursor, limit + 1));
    const items = found
      .slice(0, limit)
      .map((item) => ({ ...item, abilities: { decide: mayDecide(item, review.state, caller) } }));
    const { name, state, dueAt } = review;
    return {
      items,
      next: found.length > limit ? (items.at(-1)?.id ?? null) : null,
      review: { name, state, dueAt },
    };
  },
);
