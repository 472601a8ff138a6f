import type { Logger } from "#kernel/logger";

/** What travels to the readers of events: enough to know what to drop, refetch or send on, nothing personal. */
export type EventNotice = {
  organizationId: string;
  id: string;
  sequence: number | null;
  name: string;
  targetType: string;
  targetId: string | null;
  actorId: string | null;
};

/**
 * A reader of events inside the process, on every node: cache invalidation, live updates. On the writing node it
 * hears of an event right after the commit, elsewhere when the relay has announced it.
 */
export type Listener = {
  readonly on: (name: string) => boolean;
  readonly hear: (event: EventNotice) => void;
};

export function listener(pattern: string, hear: (event: EventNotice) => void): Listener {
  const prefix = pattern.endsWith("*") ? pattern.slice(0, -1) : null;
  return { on: (name) => (prefix === null ? name === pattern : name.startsWith(prefix)), hear };
}

export function announce(
  listeners: readonly Listener[],
  logger: Logger,
  notices: readonly EventNotice[],
): void {
  for (const notice of notices) {
    for (const each of listeners) {
      if (!each.on(notice.name)) continue;
      try {
        each.hear(notice);
      } catch (cause) {
        logger.error({ err: cause, event: notice.name }, "a listener failed");
      }
    }
  }
}
