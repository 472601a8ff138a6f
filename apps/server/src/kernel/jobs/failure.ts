import { Problem } from "#kernel/problem";

export type JobFailure = {
  /** Trying again cannot help. */
  readonly permanent: boolean;
  /** For people: what a job throws may hold SQL, addresses or secrets, so only a Problem's own words are shown. */
  readonly text: string;
  readonly waitAtLeastMs: number;
};

const unexpected = "Something went wrong on our side. The server's log tells more under the id of this job.";
const longestText = 500;
const longestWaitMs = 3_600_000;

export function judgeFailure(cause: unknown): JobFailure {
  if (!(cause instanceof Problem)) return { permanent: false, text: unexpected, waitAtLeastMs: 0 };
  const clientsFault = cause.status >= 400 && cause.status < 500;
  return {
    // 429 is the one refusal that passes by itself.
    permanent: clientsFault && cause.status !== 429,
    text: cause.message.slice(0, longestText),
    waitAtLeastMs: (cause.details.retryAfterSeconds ?? 0) * 1000,
  };
}

/** Four times longer after each attempt; half of it by chance, so that jobs that failed together do not return together. */
export function retryDelayMs(attempt: number, firstMs: number, random: () => number): number {
  const full = Math.min(longestWaitMs, firstMs * 4 ** (attempt - 1));
  return full * (0.5 + random() / 2);
}
