import { checkChannel, createDecoder, createEncoder, everyChannel, type BusMessage } from "./bus-message.ts";
import { resyncPayload, type Bus, type BusHandler, type BusLogger } from "./bus.ts";

/** One connection, as PostgreSQL or Redis give it. `send` delivers all or rejects. */
export type BusTransport = {
  send(messages: string[]): Promise<void>;
  close(): Promise<void>;
  /** Settles when the first attempt to connect has succeeded or failed. */
  attempted: Promise<void>;
};
export type BusEvents = { message(text: string): void; up(): void; down(): void };

type Outgoing = BusMessage & { settle: () => void };

const mostWaiting = 10_000;
const mostLostChannels = 1_000;
const repairMs = 1_000;

export function createBus(
  connect: (events: BusEvents) => BusTransport,
  logger: BusLogger = { warn: () => undefined },
): Bus {
  const encode = createEncoder();
  const decoder = createDecoder();
  const handlers = new Map<string, Set<BusHandler>>();
  /** Channels on which other nodes missed something. */
  const lost = new Set<string>();
  let waiting: Outgoing[] = [];
  let connected = false;
  let sending = false;
  let closed = false;
  let repair: NodeJS.Timeout | undefined;

  function deliver(channel: string, payload: string): void {
    const receivers = channel === everyChannel ? [...handlers.values()] : [handlers.get(channel) ?? []];
    for (const handler of receivers.flatMap((set) => [...set])) {
      try {
        handler(payload);
      } catch (error) {
        logger.warn({ err: error, channel }, "a handler of the bus failed");
      }
    }
  }

  /** This node hears its own messages even while the connection is gone. */
  function giveUp({ channel, payload, settle }: Outgoing): void {
    if (channel !== everyChannel) deliver(channel, payload);
    lost.add(channel);
    if (lost.size > mostLostChannels) {
      lost.clear();
      lost.add(everyChannel);
    }
    settle();
  }

  async function flush(): Promise<void> {
    if (sending) return;
    sending = true;
    while (connected && waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await transport.send(batch.flatMap(encode));
        for (const { settle } of batch) settle();
      } catch {
        batch.forEach(giveUp);
        scheduleRepair();
      }
    }
    sending = false;
    if (!connected) waiting.splice(0).forEach(giveUp);
  }

  function announceLost(): void {
    if (!connected || lost.size === 0) return;
    for (const channel of lost) {
      waiting.push({ channel, payload: resyncPayload, settle: () => undefined });
    }
    lost.clear();
    void flush();
  }

  function scheduleRepair(): void {
    if (closed) return;
    repair ??= setTimeout(() => {
      repair = undefined;
      announceLost();
    }, repairMs).unref();
  }

  const transport = connect({
    message(text) {
      const message = decoder.read(text);
      if (message) deliver(message.channel, message.payload);
    },
    up() {
      connected = true;
      decoder.forget();
      deliver(everyChannel, resyncPayload);
      announceLost();
    },
    down() {
      connected = false;
    },
  });

  return {
    async publish(channel, payload) {
      checkChannel(channel);
      const { promise, resolve } = Promise.withResolvers<void>();
      const outgoing = { channel, payload, settle: resolve };
      if (!connected || closed || waiting.length >= mostWaiting) {
        giveUp(outgoing);
        scheduleRepair();
      } else {
        waiting.push(outgoing);
        void flush();
      }
      return promise;
    },
    async subscribe(channel, handler) {
      checkChannel(channel);
      // A set holds a function once; the wrapper lets one handler subscribe twice.
      const own: BusHandler = (payload) => handler(payload);
      handlers.set(channel, (handlers.get(channel) ?? new Set()).add(own));
      await transport.attempted;
      return async () => {
        const set = handlers.get(channel);
        set?.delete(own);
        if (set?.size === 0) handlers.delete(channel);
      };
    },
    async close() {
      closed = true;
      clearTimeout(repair);
      handlers.clear();
      await transport.close();
    },
    healthy: () => connected && lost.size === 0,
  };
}
