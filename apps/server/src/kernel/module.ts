import type { Operation } from "#kernel/operation";
import type { Listener } from "#kernel/events/listeners";
import type { JobKind } from "#kernel/jobs/kind";

/** What a module brings to the program. */
export type Module = {
  readonly name: string;
  readonly operations: readonly Operation[];
  readonly listeners?: readonly Listener[];
  readonly jobs?: readonly JobKind[];
};

export function module(declared: Module): Module {
  return declared;
}
