import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Bus } from "#kernel/bus";
import { createPostgresBus } from "#kernel/bus-postgres";
import { systemClock, type Clock } from "#kernel/clock";
import { ConfigError, type Config } from "#kernel/config";
import type { Logger } from "#kernel/logger";
import { createMailer, type Mailer } from "#kernel/mail";
import type { Reader } from "#kernel/db/reader";
import type { RateStore } from "#kernel/rate-limit";
import { createPostgresRateStore } from "#kernel/rate-limit-postgres";
import type { SmsSender } from "#kernel/sms";
import { createSmsFolder } from "#kernel/sms-folder";
import { createMspaceSms } from "#kernel/sms-mspace";
import { createSnsSms } from "#kernel/sms-sns";
import { createTwilioSms } from "#kernel/sms-twilio";
import type { Storage } from "#kernel/storage";
import { createLocalStorage } from "#kernel/storage-local";

/** A peer that the settings name and that does not answer ends the start within this time. */
const patienceMs = 6000;

async function answers(setting: string, asked: Promise<unknown>): Promise<void> {
  const late = sleep(patienceMs, undefined, { ref: false }).then(() =>
    Promise.reject(new Error("no answer in time")),
  );
  try {
    await Promise.race([asked, late]);
  } catch (cause) {
    throw new ConfigError(`${setting} cannot be reached`, { cause });
  }
}

export async function openBus(config: Config, systemUrl: string, logger: Logger): Promise<Bus> {
  if (config.REDIS_URL === undefined) return createPostgresBus({ connectionString: systemUrl, logger });
  const { createRedisBus } = await import("#kernel/bus-redis");
  const bus = createRedisBus({ url: config.REDIS_URL, logger });
  const healthy = async (): Promise<void> => {
    while (!bus.healthy()) await sleep(50);
  };
  await answers("REDIS_URL", healthy()).catch(async (cause: unknown) => {
    await bus.close();
    throw cause;
  });
  return bus;
}

export type OpenRateStore = {
  store: RateStore;
  /** Drops what no window needs any more. */
  forget: (now: Date) => Promise<void>;
  close: () => Promise<void>;
};

/** Counters that all nodes share: in Redis where there is one, else in PostgreSQL. */
export async function openRateStore(config: Config, system: Reader): Promise<OpenRateStore> {
  if (config.REDIS_URL === undefined) {
    const store = createPostgresRateStore(system);
    return { store, forget: store.forget, close: () => Promise.resolve() };
  }
  const [{ Redis }, { createRedisRateStore }] = await Promise.all([
    import("ioredis"),
    import("#kernel/rate-limit-redis"),
  ]);
  const redis = new Redis(config.REDIS_URL, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    connectTimeout: 5_000,
  });
  // Whoever asks for a count hears of a failure; the connection is made again by itself.
  redis.on("error", () => undefined);
  await answers("REDIS_URL", redis.connect());
  return {
    store: createRedisRateStore(redis),
    forget: () => Promise.resolve(),
    close: async () => redis.disconnect(),
  };
}

export async function openMailer(config: Config, logger: Logger): Promise<Mailer> {
  const from = config.ATRIUM_MAIL_FROM;
  if (config.SMTP_URL === undefined)
    return createMailer({ mailFolder: path.join(config.dataDir, "mail"), from, logger });
  const mailer = createMailer({ smtpUrl: config.SMTP_URL, from, logger });
  await answers("SMTP_URL", mailer.verify());
  return mailer;
}

export function openSms(config: Config, { logger, clock }: { logger: Logger; clock: Clock }): SmsSender {
  const { SMS_FROM: from = "", smsPrice: price } = config;
  switch (config.SMS_PROVIDER) {
    case "twilio": {
      const { TWILIO_ACCOUNT_SID: accountSid = "", TWILIO_AUTH_TOKEN: authToken = "" } = config;
      return createTwilioSms({ accountSid, authToken, from, price });
    }
    case "sns": {
      const { SNS_REGION: region = "", SNS_ACCESS_KEY = "", SNS_SECRET_KEY = "" } = config;
      const credentials = { accessKeyId: SNS_ACCESS_KEY, secretAccessKey: SNS_SECRET_KEY };
      return createSnsSms({ region, ...credentials, from, price, clock });
    }
    case "mspace": {
      const { MSPACE_USERNAME: username = "", MSPACE_API_KEY: apiKey = "" } = config;
      return createMspaceSms({ username, apiKey, from, price });
    }
    case "log":
      return createSmsFolder({ folder: path.join(config.dataDir, "sms"), logger });
  }
}

export async function openStorage(config: Config): Promise<Storage> {
  if (config.STORAGE_PROVIDER === "local") return createLocalStorage(path.join(config.dataDir, "files"));
  const {
    STORAGE_ENDPOINT = "",
    STORAGE_BUCKET = "",
    STORAGE_ACCESS_KEY = "",
    STORAGE_SECRET_KEY = "",
  } = config;
  const { createS3Storage } = await import("#kernel/storage-s3");
  const storage = createS3Storage(
    {
      endpoint: STORAGE_ENDPOINT,
      region: config.STORAGE_REGION ?? "us-east-1",
      bucket: STORAGE_BUCKET,
      accessKeyId: STORAGE_ACCESS_KEY,
      secretAccessKey: STORAGE_SECRET_KEY,
      pathStyle: config.STORAGE_PROVIDER === "s3",
    },
    systemClock,
  );
  await answers("STORAGE_ENDPOINT", storage.list("", undefined, 1));
  return storage;
}
