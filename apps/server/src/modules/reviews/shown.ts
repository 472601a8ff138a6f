import type { AccessReview } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import type { Happening } from "#kernel/events/record";
import { fail } from "#kernel/operation";
import { countItems } from "./item-queries.ts";
import { findReview, type ReviewRow } from "./queries.ts";

const nothing = { items: 0, kept: 0, revoked: 0, waiting: 0, removed: 0, stayed: 0 };

/** A review with how far it is. */
export async function shownReview(db: Reader, id: string): Promise<AccessReview> {
  const [[row], [counts]] = await db.queries(findReview(id), countItems(id));
  return row === undefined ? fail("resource.not_found") : { ...row, counts: counts ?? nothing };
}

export function reviewTarget(row: Pick<ReviewRow, "uuid" | "name">): Happening["target"] {
  return { type: "access_review", id: row.uuid, name: row.name };
}
