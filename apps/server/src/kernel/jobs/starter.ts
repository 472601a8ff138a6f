import type { ActorType, Caller, RequestInfo } from "#kernel/caller";

/** Whom a job acts for, as it is kept with the job: enough to ask for their rights again, and no right itself. */
export type Starter = {
  readonly type: ActorType;
  readonly id: string | null;
  readonly name: string | null;
  readonly userId: string | null;
  /** Names the key of a program, or the account of a person. */
  readonly limitKey: string | null;
};

/** Who a starter is now, in the organization of the job; null when they may do nothing there any more. */
export type CallerOfStarter = (organizationId: string, starter: Starter) => Promise<Caller | null>;

export function starterOf(caller: Caller): Starter {
  const { actor, userId, limitKey } = caller;
  return { type: actor.type, id: actor.id, name: actor.name, userId, limitKey };
}

/** A job in the place of a request. */
export function requestOfJob(jobId: string): RequestInfo {
  return {
    id: jobId,
    ip: null,
    local: false,
    agent: null,
    device: null,
    flow: null,
    origin: null,
    idempotencyKey: null,
    ifMatch: null,
  };
}
