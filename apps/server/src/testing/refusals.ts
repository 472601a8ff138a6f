import { ApiError, type ProblemBody } from "@atrium/sdk";

/** The body of the refusal that a call ends in; a call that succeeds fails the test. */
export async function refusal(call: Promise<unknown>): Promise<ProblemBody & Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ApiError && error.body !== null) return { ...error.body };
    throw error;
  }
  throw new Error("the call was not refused");
}

/** The code that a call is refused with, or "done". */
export async function codeOf(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return "done";
  } catch (error) {
    if (error instanceof ApiError && error.code !== null) return error.code;
    throw error;
  }
}
