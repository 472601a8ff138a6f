import type { SecurityEventKind, Severity } from "@atrium/contracts";
import type { Json } from "#kernel/events/record";

/** Something that somebody should know of, with the reason in words. */
export type Sign = {
  readonly kind: SecurityEventKind;
  readonly severity: Severity;
  readonly reason: string;
  /** What it is about: as long as it is not resolved, the same again is not told anew. */
  readonly subject: string;
  readonly evidence: Readonly<Record<string, Json>>;
};

/** A sign and whom it is about. */
export type Finding = Sign & {
  /** The platform's own where it is about nobody's people. */
  readonly organizationId: string | null;
  readonly accountId: string | null;
};

export const many = (count: number, one: string, more = `${one}s`): string =>
  `${count} ${count === 1 ? one : more}`;
