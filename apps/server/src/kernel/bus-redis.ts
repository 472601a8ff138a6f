import { Redis } from "ioredis";
import { createBus, type BusEvents, type BusTransport } from "./bus-core.ts";
import type { Bus, BusLogger } from "./bus.ts";

const redisChannel = "atrium:bus";
const shortestWaitMs = 100;
const longestWaitMs = 5_000;

type Options = {
  url: string;
  logger?: BusLogger;
  /** How soon a connection that died without a word is noticed. */
  heartbeatMs?: number;
};

export function createRedisBus(options: Options): Bus {
  return createBus((events) => connectRedis(options, events), options.logger);
}

/** Redis lets a connection that listens do nothing else, so there are two; up means that both work. */
function connectRedis({ url, logger, heartbeatMs = 3_000 }: Options, events: BusEvents): BusTransport {
  const attempted = Promise.withResolvers<void>();
  const settings = {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 5_000,
    commandTimeout: heartbeatMs,
    retryStrategy: (times: number) =>
      Math.min(longestWaitMs, shortestWaitMs * 2 ** Math.min(times, 10)) * (0.5 + Math.random() / 2),
  };
  const publisher = new Redis(url, settings);
  const listener = new Redis(url, settings);
  let listening = false;
  let reported = false;
  let up = false;

  function update(): void {
    const works = listening && publisher.status === "ready";
    if (works === up) return;
    up = works;
    if (works) {
      reported = false;
      events.up();
      attempted.resolve();
    } else {
      events.down();
    }
  }

  function fail(error: Error): void {
    if (!reported) logger?.warn({ err: error }, "the bus cannot reach Redis, trying again");
    reported = true;
    attempted.resolve();
  }

  function lose(): void {
    listening = false;
    update();
  }

  listener.on("message", (_channel, text) => events.message(text));
  listener.on("ready", () => {
    listener.subscribe(redisChannel).then(
      () => {
        listening = true;
        update();
      },
      () => listener.disconnect(true),
    );
  });
  listener.on("close", lose);
  publisher.on("ready", update);
  publisher.on("close", update);

  const beat = setInterval(() => {
    for (const client of [listener, publisher]) {
      if (client.status === "ready") client.ping().catch(() => client.disconnect(true));
    }
  }, heartbeatMs);
  beat.unref();

  for (const client of [listener, publisher]) {
    client.on("error", fail);
    client.connect().catch(fail);
  }

  return {
    attempted: attempted.promise,
    async send(messages) {
      const answers = await publisher
        .pipeline(messages.map((text) => ["publish", redisChannel, text]))
        .exec();
      const failure = answers?.find(([error]) => error)?.[0];
      if (failure) throw failure;
    },
    async close() {
      clearInterval(beat);
      listener.disconnect();
      publisher.disconnect();
      lose();
    },
  };
}
