import type { Contract, Input } from "@atrium/contracts";
import type { Caller, RequestInfo } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import { isConflict } from "#kernel/db/failures";
import type { Database } from "#kernel/db/database";
import type { Transaction } from "#kernel/db/transaction";
import type { EventNotice } from "#kernel/events/listeners";
import { secretFields, withoutSecrets } from "#kernel/events/redact";
import { completeEvent, insertEvent, type Happening, type StoredEvent } from "#kernel/events/record";
import { createEnqueue } from "#kernel/jobs/enqueue";
import type { Logger } from "#kernel/logger";
import type { Operation, ReadContext, SetCookie, WriteContext } from "#kernel/operation";
import { Problem } from "#kernel/problem";
import type { Decision, RateLimiter } from "#kernel/rate-limit";
import { admit, countCall, type LimitOf } from "./admission.ts";
import { earlierAnswer, idempotencyScope, keepAnswer } from "./idempotency.ts";
import { compileSerializer } from "./serializer.ts";
import { validateInput, type RawInput } from "./validate.ts";

export type Kernel = {
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly newId: () => string;
  readonly limiter: RateLimiter;
  readonly limitOf: LimitOf;
  /** Where events go that belong to no other organization; null before set-up. */
  readonly platformOrganizationId: () => string | null;
  readonly maxAttempts: (kind: string) => number;
  /** Counts the call for the caller's organization; throws where it has none left. */
  readonly countFor?: (caller: Caller) => void;
  /** Called right after a commit with what happened in it. */
  readonly committed: (notices: readonly EventNotice[]) => void;
};

export type Answer = {
  readonly status: number;
  /** The body, written by the contract's serializer; null for none. */
  readonly json: string | null;
  readonly value: unknown;
  readonly version: number | null;
  readonly cookies: readonly SetCookie[];
  readonly decision: Decision | null;
  readonly replayed: boolean;
};

export type Execute = (
  operation: Operation,
  caller: Caller,
  request: RequestInfo,
  raw: RawInput,
) => Promise<Answer>;

type Outcome = { value: unknown; cookies: SetCookie[] };
const attempts = 3;
const denials = new Set<string>(["auth.forbidden", "impersonation.read_only", "impersonation.refused"]);
const nothing: ReadonlySet<string> = new Set();

/**
 * The one way to run an operation, for HTTP, jobs, imports, commands and tests alike: permission, limit, validation,
 * idempotency, transaction, verb, event and commit, in this order.
 */
export function createExecute(kernel: Kernel, operations: readonly Operation[]): Execute {
  const serializers = new Map<string, (value: unknown) => string>();
  const secrets = new Map<string, ReadonlySet<string>>();
  for (const { contract } of operations) {
    if (contract.output !== undefined) serializers.set(contract.id, compileSerializer(contract.output));
    secrets.set(contract.id, secretFields(contract));
  }
  const toldDenials = new Map<string, number>();

  function answerOf(contract: Contract, outcome: Outcome, decision: Decision | null): Answer {
    const write = serializers.get(contract.id);
    return {
      status: contract.status ?? 200,
      json: write === undefined ? null : write(outcome.value),
      value: outcome.value,
      version: versionOf(outcome.value),
      cookies: outcome.cookies,
      decision,
      replayed: false,
    };
  }

  function common(caller: Caller, request: RequestInfo, outcome: Outcome) {
    return {
      caller,
      request,
      now: kernel.clock.now(),
      newId: kernel.newId,
      fail: (code: Problem["code"], details?: Problem["details"]): never => {
        throw new Problem(code, details);
      },
      setCookie: (cookie: SetCookie) => void outcome.cookies.push(cookie),
    };
  }

  async function read(
    operation: Operation,
    caller: Caller,
    request: RequestInfo,
    input: Input<Contract>,
  ): Promise<Outcome> {
    const outcome: Outcome = { value: undefined, cookies: [] };
    const context: ReadContext = {
      ...common(caller, request, outcome),
      db:
        caller.organizationId === null
          ? kernel.database.forOrganization("")
          : kernel.database.forOrganization(caller.organizationId),
      asSystem: kernel.database.asSystem,
    };
    outcome.value = await operation.run(context, input);
    return outcome;
  }

  function complete(happening: Happening, caller: Caller, request: RequestInfo, now: Date): StoredEvent {
    const organizationId =
      happening.organizationId ?? caller.organizationId ?? kernel.platformOrganizationId();
    if (organizationId === null) throw new Error(`event ${happening.name} belongs to no organization`);
    return completeEvent(happening, { caller, request, id: kernel.newId(), now, organizationId });
  }

  /** One transaction: the verb, what it told, and the key it was called with. */
  async function writeOnce(
    operation: Operation,
    caller: Caller,
    request: RequestInfo,
    raw: RawInput,
    input: Input<Contract>,
    refusals: Happening[],
  ): Promise<{ answer: Answer; notices: EventNotice[] }> {
    const { contract } = operation;
    const organizationId = caller.organizationId ?? kernel.platformOrganizationId();
    const notices: EventNotice[] = [];
    const answer = await kernel.database.transaction(organizationId, async (db) => {
      const scope = idempotencyScope(
        contract,
        {
          organizationId,
          actorId: caller.impersonation
            ? caller.actor.id
            : (caller.userId ?? caller.accountId ?? caller.actor.id),
          key: request.idempotencyKey,
        },
        raw,
      );
      const earlier = scope === null ? null : await earlierAnswer(db, scope);
      if (earlier !== null) {
        return { ...earlier, value: undefined, version: null, cookies: [], decision: null, replayed: true };
      }
      const outcome: Outcome = { value: undefined, cookies: [] };
      const told: Happening[] = [];
      const beside: Happening[] = [];
      let changed = true;
      const shared = common(caller, request, outcome);
      const context: WriteContext = {
        ...shared,
        db,
        record: (happening) => void told.push(happening),
        recordBeside: (happening) => {
          if (contract.alsoTells?.includes(happening.name) !== true) {
            throw new Error(`${contract.id} does not announce ${happening.name}`);
          }
          beside.push(happening);
        },
        unchanged: () => void (changed = false),
        recordRefusal: (happening) => void refusals.push(happening),
        enqueue: createEnqueue(
          db,
          { organizationId, userId: caller.userId, caller, now: shared.now, newId: kernel.newId },
          kernel.maxAttempts,
        ),
      };
      outcome.value = await operation.run(context, input);
      checkTold(contract, told, changed);
      for (const happening of [...beside, ...told]) {
        const shown = withoutSecrets(happening, secrets.get(contract.id) ?? nothing);
        const event = complete(shown, caller, request, shared.now);
        await store(db, event, organizationId);
        notices.push(noticeOf(event));
      }
      const built = answerOf(contract, outcome, null);
      if (scope !== null && built.json !== null) {
        keepAnswer(db, scope, { status: built.status, json: built.json }, shared.now);
      }
      return built;
    });
    return { answer, notices };
  }

  async function write(
    operation: Operation,
    caller: Caller,
    request: RequestInfo,
    raw: RawInput,
    input: Input<Contract>,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const refusals: Happening[] = [];
      try {
        const { answer, notices } = await writeOnce(operation, caller, request, raw, input, refusals);
        if (notices.length > 0) kernel.committed(notices);
        return answer;
      } catch (cause) {
        if (isConflict(cause) && attempt < attempts) continue;
        if (refusals.length > 0) await tell(refusals, caller, request);
        if (isConflict(cause)) throw new Problem("service.unavailable", { retryAfterSeconds: 1 }, cause);
        throw cause;
      }
    }
  }

  /** Events about something that did not happen; they stand alone, outside of the call's transaction. */
  async function tell(happenings: readonly Happening[], caller: Caller, request: RequestInfo): Promise<void> {
    if (kernel.platformOrganizationId() === null) return;
    const now = kernel.clock.now();
    const stored = happenings.map((happening) => complete(happening, caller, request, now));
    for (const event of stored) {
      await kernel.database.transaction(event.organizationId, async (db) =>
        db.beforeCommit(insertEvent(event)),
      );
    }
    kernel.committed(stored.map(noticeOf));
  }

  /** Once a minute for a caller and an operation: a denial is worth telling, a flood of them is not. */
  async function tellDenial(contract: Contract, caller: Caller, request: RequestInfo): Promise<void> {
    const key = `${caller.limitKey} ${contract.id}`;
    const now = kernel.clock.monotonic();
    if ((toldDenials.get(key) ?? -Infinity) > now - 60_000) return;
    if (toldDenials.size > 10_000) toldDenials.clear();
    toldDenials.set(key, now);
    const target = { type: "operation", id: null, name: contract.id };
    await tell([{ name: "access.denied", target, data: { operation: contract.id } }], caller, request);
  }

  return async (operation, caller, request, raw) => {
    const { contract } = operation;
    try {
      admit(contract, caller, kernel.clock.now());
    } catch (cause) {
      const denied = cause instanceof Problem && denials.has(cause.code);
      if (denied && contract.kind === "write") await tellDenial(contract, caller, request);
      throw cause;
    }
    const decision = countCall(kernel.limiter, contract, kernel.limitOf(contract), caller, request);
    kernel.countFor?.(caller);
    if (contract.ifMatch === "required" && request.ifMatch === null)
      throw new Problem("precondition.required");
    const input = validateInput(contract, raw);
    if (contract.kind === "read")
      return answerOf(contract, await read(operation, caller, request, input), decision);
    return { ...(await write(operation, caller, request, raw, input)), decision };
  };
}

function versionOf(value: unknown): number | null {
  if (typeof value !== "object" || value === null || !("version" in value)) return null;
  return typeof value.version === "number" ? value.version : null;
}

function noticeOf(event: StoredEvent): EventNotice {
  return {
    organizationId: event.organizationId,
    id: event.id,
    sequence: null,
    name: event.name,
    targetType: event.target.type,
    targetId: event.target.id,
    actorId: event.actor.id,
  };
}

/** An event of another organization than the transaction's own is written past the tenant's wall, which would refuse it. */
async function store(db: Transaction, event: StoredEvent, organizationId: string | null): Promise<void> {
  if (event.organizationId === organizationId) db.beforeCommit(insertEvent(event));
  else await db.asSystem().query(insertEvent(event));
}

function checkTold(contract: Contract, told: readonly Happening[], changed: boolean): void {
  if (!changed && told.length === 0) return;
  if (told.length === 1 && told[0]?.name === contract.audit) return;
  throw new Error(
    `${contract.id} must record exactly one ${contract.audit}; it recorded ${told.map(({ name }) => name).join(", ") || "nothing"}`,
  );
}
