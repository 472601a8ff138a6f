import type { ErrorCode } from "@atrium/contracts";

export type FieldProblem = { pointer: string; code: string; detail: string };

/** The body of every answer that is not a success (RFC 9457). */
export type ProblemBody = {
  type: string;
  title: string;
  status: number;
  code: ErrorCode;
  detail: string | null;
  requestId: string;
  errors?: FieldProblem[];
};

/** What a call throws when the server says no, or when it could not be reached (`code` is null then). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: ErrorCode | null;
  readonly body: ProblemBody | null;
  readonly retryAfterSeconds: number | null;

  constructor(status: number, body: ProblemBody | null, retryAfterSeconds: number | null, cause?: unknown) {
    super(body?.detail ?? body?.title ?? "The server could not be reached", { cause });
    this.name = "ApiError";
    this.status = status;
    this.code = body?.code ?? null;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
