import { errors, type ErrorCode } from "@atrium/contracts";

export type FieldProblem = { pointer: string; code: string; detail: string };
export type ProblemDetails = {
  detail?: string;
  fields?: readonly FieldProblem[];
  /** Put beside the problem's own members; never personal or secret. */
  extra?: Readonly<Record<string, unknown>>;
  retryAfterSeconds?: number;
};

/** The one way to say no: a code of the registry, thrown, and shown as RFC 9457. */
export class Problem extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly details: ProblemDetails;

  constructor(code: ErrorCode, details: ProblemDetails = {}, cause?: unknown) {
    super(details.detail ?? errors[code].title, { cause });
    this.name = "Problem";
    this.code = code;
    this.status = errors[code].status;
    this.details = details;
  }
}

/** Something that Atrium depends on is away for the moment. */
export class Unavailable extends Problem {
  constructor(detail: string, cause?: unknown) {
    super("service.unavailable", { detail, retryAfterSeconds: 1 }, cause);
    this.name = "Unavailable";
  }
}
