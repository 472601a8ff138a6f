import type { Contract, ErrorCode, Failure, Input, Output } from "@atrium/contracts";
import type { Caller, RequestInfo } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import type { Transaction } from "#kernel/db/transaction";
import type { Happening } from "#kernel/events/record";
import type { EnqueueJob } from "#kernel/jobs/kind";
import { Problem, type ProblemDetails } from "#kernel/problem";

/** The browser's cookies that Atrium sets; a token of null takes one away. */
export type CookieKind = "session" | "device" | "flow";
export type SetCookie = {
  readonly cookie: CookieKind;
  readonly token: string | null;
  readonly maxAgeSeconds: number | null;
};

type Common<Code extends ErrorCode> = {
  readonly caller: Caller;
  readonly request: RequestInfo;
  /** The moment of the call: every row and event of it carries the same one. */
  readonly now: Date;
  readonly newId: () => string;
  /** Says no with one of the contract's codes. */
  readonly fail: (code: Code, details?: ProblemDetails) => never;
  readonly setCookie: (cookie: SetCookie) => void;
};

export type ReadContext<Code extends ErrorCode = ErrorCode> = Common<Code> & {
  /** Bound to the organization acted in. */
  readonly db: Reader;
  readonly asSystem: () => Reader;
};

export type WriteContext<Code extends ErrorCode = ErrorCode> = Common<Code> & {
  readonly db: Transaction;
  /** Tells what happened. A write that tells nothing, or more than once, fails. */
  readonly record: (happening: Happening) => void;
  /** Tells what had to happen first; only what the contract announces in `alsoTells`. */
  readonly recordBeside: (happening: Happening) => void;
  /** Says that the call left everything as it was, so that there is nothing to tell. */
  readonly unchanged: () => void;
  /** Told even when the call fails, in a transaction of its own: refused sign-ins and the like. */
  readonly recordRefusal: (happening: Happening) => void;
  readonly enqueue: EnqueueJob;
};

type ContextOf<C extends Contract> = C["kind"] extends "read"
  ? ReadContext<Failure<C>>
  : WriteContext<Failure<C>>;
export type Verb<C extends Contract> = (context: ContextOf<C>, input: Input<C>) => Promise<Output<C>>;

/** A contract with its verb, as the kernel runs it. */
export type Operation = {
  readonly contract: Contract;
  readonly run: (context: ReadContext | WriteContext, input: Input<Contract>) => Promise<unknown>;
};

export function operation<const C extends Contract>(contract: C, verb: Verb<C>): Operation {
  // The one place where a verb's exact types are set aside: execute() validates the input before it comes here.
  return { contract, run: verb as Operation["run"] };
}

export function fail(code: ErrorCode, details?: ProblemDetails): never {
  throw new Problem(code, details);
}
