import type { attemptOutcomes } from "@atrium/contracts";
import type { RequestInfo } from "#kernel/caller";

/** A try to sign in, as whoever decided it tells of it. */
export type AttemptNote = {
  readonly at: Date;
  readonly accountId: string | null;
  /** The address that was tried, in its canonical form. */
  readonly email: string | null;
  /** Where it belongs; null is the first place of the account's person, or the platform's for what belongs nowhere. */
  readonly organizationId: string | null;
  readonly method: string;
  readonly outcome: (typeof attemptOutcomes)[number];
  readonly reason: string | null;
  /** The account's device that it came from, where the account was known to have it. */
  readonly deviceId: string | null;
  readonly request: Pick<RequestInfo, "ip" | "agent">;
};

/** The same as it is written. */
export type NewAttempt = Omit<AttemptNote, "request" | "at"> & {
  readonly id: string;
  readonly at: string;
  readonly ip: string | null;
  readonly agent: string | null;
  readonly country: string | null;
};
