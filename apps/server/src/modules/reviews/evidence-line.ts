import { sha256 } from "#kernel/crypto";
import { canonicalJson, type Json } from "#kernel/events/record";
import type { ItemRow } from "./item-queries.ts";

/** An item as it stands in the evidence. */
export function evidenceOf(item: ItemRow) {
  return {
    id: item.id,
    subject: item.subject,
    subjectName: item.subjectName,
    subjectEmail: item.subjectEmail,
    role: item.role,
    permission: item.permission,
    group: item.group,
    scope: item.scope,
    source: item.source,
    grantedAt: item.grantedAt,
    validUntil: item.validUntil,
    lastUsedAt: item.lastUsedAt,
    hints: item.hints,
    reviewer: item.reviewer,
    decision: item.decision,
    decidedBy: item.decidedBy,
    deciderName: item.deciderName,
    decidedAt: item.decidedAt,
    comment: item.comment,
    outcome: item.outcome,
    outcomeReason: item.outcomeReason,
  } satisfies Record<string, Json>;
}
export type EvidenceItem = ReturnType<typeof evidenceOf>;

/** What goes when a person is erased; the digest is over the rest, so that it stays what it was. */
const personal: ReadonlySet<string> = new Set(["subjectName", "subjectEmail", "deciderName", "comment"]);

/** What the digest of a review begins with. */
export const digestStart = (reviewId: string): string => sha256(reviewId).toString("hex");

/** Takes one more item in. Whoever has the evidence can do the same and compare. */
export const digestWith = (before: string, item: EvidenceItem): string =>
  sha256(`${before}\n${canonicalJson(impersonal(item))}`).toString("hex");

const impersonal = (item: EvidenceItem): Record<string, Json> =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !personal.has(name)));
