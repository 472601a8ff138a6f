import { reviewEvidence, reviewEvidenceTable } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { bytes, integer, text, time } from "#kernel/db/values";
import { fail, operation } from "#kernel/operation";
import { evidenceOf, type EvidenceItem } from "../evidence-line.ts";
import { itemsBy, type ItemRow } from "../item-queries.ts";
import { findReview, type ReviewRow } from "../queries.ts";

const atOnce = 500;

type Seal = { event: string; occurredAt: string; sequence: number; hash: string };
/** Where the closing stands in the audit log, once it is sealed there. */
const sealOf = statement<[review: string], Seal>(
  `select e.id, e.occurred_at, s.sequence, s.hash from events e
   join event_seals s on s.organization_id = e.organization_id and s.event_id = e.id
   where e.target_type = 'access_review' and e.target_id = $1 and e.name = 'review.closed' order by e.id limit 1`,
  (row) => ({
    event: text(row, 0),
    occurredAt: time(row, 1),
    sequence: integer(row, 2),
    hash: bytes(row, 3).toString("hex"),
  }),
);

type Evidence = { review: ReviewRow; seal: Seal | null };
async function evidenceFor(db: Reader, id: string): Promise<Evidence> {
  const [[review], [seal = null]] = await db.queries(findReview(id), sealOf(id));
  if (review === undefined) return fail("resource.not_found");
  return review.state === "closed" ? { review, seal } : fail("review.not_closed");
}

async function* itemsOf(db: Reader, review: ReviewRow): AsyncGenerator<EvidenceItem[]> {
  for (let after: string | null = null; ;) {
    const items: ItemRow[] = await db.query(itemsBy(review.uuid, null, null, after, atOnce));
    if (items.length > 0) yield items.map(evidenceOf);
    after = items.at(-1)?.uuid ?? null;
    if (items.length < atOnce) return;
  }
}

const encoder = new TextEncoder();
async function* encoded(parts: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) yield encoder.encode(part);
}

async function* asJson(db: Reader, { review, seal }: Evidence): AsyncGenerator<string> {
  const { id, name, scope, reviewers, undecided, startsAt, dueAt, closedAt, digest } = review;
  const head = {
    id,
    name,
    scope,
    reviewers,
    undecided,
    startsAt,
    dueAt,
    closedAt,
    closedBy: review.closerName,
    digest,
  };
  yield `{"review":${JSON.stringify(head)},"audit":${JSON.stringify(seal)},"items":[`;
  let first = true;
  for await (const items of itemsOf(db, review)) {
    yield `${first ? "" : ","}${items.map((item) => JSON.stringify(item)).join(",")}`;
    first = false;
  }
  yield "]}\n";
}

/** A cell that a spreadsheet neither splits nor takes for a formula. */
function cell(value: unknown): string {
  const raw = Array.isArray(value) ? value.join(" ") : typeof value === "string" ? value : "";
  const safe = /^[=+\-@\t\r]/.test(raw) ? `'${raw}` : raw;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const columns = [
  "id", "subject", "subjectName", "subjectEmail", "role", "permission", "group", "scope", "source", "grantedAt",
  "validUntil", "lastUsedAt", "hints", "reviewer", "decision", "decidedBy", "deciderName", "decidedAt", "comment",
  "outcome", "outcomeReason",
] as const satisfies readonly (keyof EvidenceItem)[]; // prettier-ignore

async function* asTable(db: Reader, { review, seal }: Evidence): AsyncGenerator<string> {
  yield `${[...columns, "review", "digest", "auditSequence", "auditHash"].join(",")}\r\n`;
  const tail = [review.name, review.digest, String(seal?.sequence ?? ""), seal?.hash ?? ""]
    .map(cell)
    .join(",");
  for await (const items of itemsOf(db, review)) {
    yield items.map((item) => `${columns.map((name) => cell(item[name])).join(",")},${tail}\r\n`).join("");
  }
}

const fileName = ({ review }: Evidence, ending: string): string => `access-review-${review.id}.${ending}`;

export const reviewEvidenceOperation = operation(reviewEvidence, async ({ db }, { params }) => {
  const evidence = await evidenceFor(db, params.id);
  return {
    name: fileName(evidence, "json"),
    contentType: "application/json; charset=utf-8",
    bytes: null,
    stream: encoded(asJson(db, evidence)),
  };
});

export const reviewEvidenceTableOperation = operation(reviewEvidenceTable, async ({ db }, { params }) => {
  const evidence = await evidenceFor(db, params.id);
  return {
    name: fileName(evidence, "csv"),
    contentType: "text/csv; charset=utf-8",
    bytes: null,
    stream: encoded(asTable(db, evidence)),
  };
});
