import { LRUCache } from "lru-cache";
import type { Database } from "#kernel/db/database";
import type { Logger } from "#kernel/logger";
import { networkOf } from "#kernel/network";
import type { AttemptNote, NewAttempt } from "./attempt.ts";
import { insertAttempts } from "./queries.ts";

export type Attempts = {
  /** Keeps the try in mind and returns at once; it is written soon, with others. Never throws. */
  note(attempt: AttemptNote): void;
  /** Resolves when all that was noted on this node is written. */
  flush(): Promise<void>;
  stop(): Promise<void>;
};

const soonMs = 50;
const retryMs = 1000;
const mostAtOnce = 500;
const mostWaiting = 5000;
/** A person who is blocked already is written down once in a while: a flood of tries is no flood of rows. */
const blockedEveryMs = 10_000;

export function createAttempts(deps: {
  database: Database;
  logger: Logger;
  newId: () => string;
  countryOf: (ip: string) => string | null;
  platformId: () => string | null;
}): Attempts {
  const { database, logger } = deps;
  const waiting: NewAttempt[] = [];
  const blocked = new LRUCache<string, true>({ max: 20_000, ttl: blockedEveryMs });
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;
  let dropped = 0;
  let stopped = false;

  function completed(attempt: AttemptNote): NewAttempt {
    const { request, ...told } = attempt;
    return {
      ...told,
      id: deps.newId(),
      at: attempt.at.toISOString(),
      ip: request.ip,
      agent: request.agent,
      country: request.ip === null ? null : deps.countryOf(request.ip),
    };
  }

  async function write(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, mostAtOnce);
      // The table belongs to no organization: each row says which one may see it.
      await database.asSystem().query(insertAttempts(batch, deps.platformId()));
      waiting.splice(0, batch.length);
    }
    if (dropped > 0) logger.warn({ dropped }, "sign-in attempts were not written: there were too many");
    dropped = 0;
  }

  function start(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= write()
      .catch((cause: unknown) => {
        logger.warn({ err: cause }, "sign-in attempts wait for the database");
        if (!stopped) later(retryMs);
      })
      .finally(() => {
        writing = null;
        if (waiting.length > 0 && timer === undefined && !stopped) later(soonMs);
      });
    return writing;
  }

  function later(ms: number): void {
    timer ??= setTimeout(() => void start(), ms).unref();
  }

  return {
    note(attempt) {
      if (attempt.outcome === "blocked") {
        const key = `${attempt.email} ${networkOf(attempt.request.ip)}`;
        if (blocked.has(key)) return;
        blocked.set(key, true);
      }
      if (waiting.length >= mostWaiting) {
        dropped++;
        return;
      }
      waiting.push(completed(attempt));
      if (writing === null) later(soonMs);
    },
    async flush() {
      if (writing !== null) await writing;
      if (waiting.length > 0) await start();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      if (writing !== null) await writing;
      await start();
    },
  };
}
