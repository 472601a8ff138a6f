import type { RequestInfo } from "#kernel/caller";

/** One try to sign in, as the attempt log keeps it. */
export type Attempt = {
  readonly at: Date;
  readonly accountId: string | null;
  /** The address as it was tried, in its canonical form. */
  readonly email: string | null;
  readonly organizationId: string | null;
  readonly method: string;
  readonly outcome: "ok" | "refused" | "blocked";
  readonly reason: string | null;
  readonly deviceId: string | null;
  readonly request: Pick<RequestInfo, "ip" | "agent" | "id">;
};
/** Never throws and never makes a sign-in wait. */
export type NoteAttempt = (attempt: Attempt) => void;
