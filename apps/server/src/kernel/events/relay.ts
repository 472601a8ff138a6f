import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "#kernel/bus";
import type { Database } from "#kernel/db/database";
import type { Logger } from "#kernel/logger";
import type { EventNotice } from "./listeners.ts";
import { sealWaiting } from "./seal.ts";

export type Relay = {
  /** Something was committed: seal and announce it now. */
  wake(): void;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
  stop(): Promise<void>;
};

export const eventsChannel = "atrium_events";
const batch = 500;
const pollMs = 1000;
/** A round costs nearly the same for one event as for many, so what follows closely is taken together. */
const restMs = 40;

/**
 * Carries committed events to their readers: seals them, then announces them to every node. What a crash leaves in
 * the outbox is picked up by the next poll, here or on another node.
 */
export function startRelay(options: {
  database: Database;
  bus: Bus;
  node: string;
  logger: Logger;
  sealed: (notices: readonly EventNotice[]) => void;
}): Relay {
  const { database, bus, logger } = options;
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  // An idle relay costs one small query a second; it is what finds the events of a node that died.
  const timer = setInterval(() => wake(), pollMs);
  timer.unref();

  async function drain(): Promise<void> {
    for (;;) {
      again = false;
      const notices = await database.transaction(null, (db) => sealWaiting(db, batch));
      if (notices.length > 0) {
        options.sealed(notices);
        await bus.publish(eventsChannel, JSON.stringify({ node: options.node, notices }));
      }
      if (notices.length === batch) continue;
      if (notices.length > 0) await sleep(restMs);
      if (!again) return;
    }
  }

  function wake(): void {
    again = true;
    if (running !== null || stopped) return;
    running = drain()
      .catch((cause: unknown) => logger.warn({ err: cause }, "events wait for the database"))
      .finally(() => {
        running = null;
      });
  }

  return {
    wake,
    async idle() {
      wake();
      while (running !== null) await running;
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      if (running !== null) await running;
    },
  };
}
