import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const urlOf = (...protocols: string[]) =>
  z.string().refine(
    (text) => {
      try {
        return protocols.includes(new URL(text).protocol);
      } catch {
        return false;
      }
    },
    `must be an address that begins with ${protocols.join(" or ")}`,
  );

const price = z
  .string()
  .regex(/^\d{1,6}(?:\.\d{1,6})? [A-Z]{3}$/, "must look like 0.075 EUR")
  .transform((text) => {
    const [amount = "", currency = ""] = text.split(" ");
    return { micros: Math.round(Number(amount) * 1_000_000), currency };
  });

const number = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(low, `must be at least ${low}`).max(high, `must be at most ${high}`));

/** Every setting, its form and its default. `..._FILE` reads the value of any of them from a file. */
const settings = z.object({
  PORT: number(0, 65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  ATRIUM_DATA: z.string().default("./.data"),
  ATRIUM_URL: urlOf("http:", "https:").optional(),
  ATRIUM_ROLE: z
    .string()
    .default("web,worker,realtime")
    .refine(
      (text) => text.split(",").every((role) => ["web", "worker", "realtime"].includes(role)),
      "must be a list of web, worker, realtime",
    ),
  ATRIUM_MASTER_KEY: z.string().optional(),
  ATRIUM_OWNER_EMAIL: z.string().optional(),
  ATRIUM_OWNER_PASSWORD: z.string().optional(),
  ATRIUM_MAIL_FROM: z.string().default("Atrium <atrium@localhost>"),
  DATABASE_URL: urlOf("postgres:", "postgresql:").optional(),
  DATABASE_POOL: number(2, 200).default(12),
  REDIS_URL: urlOf("redis:", "rediss:").optional(),
  SMTP_URL: urlOf("smtp:", "smtps:").optional(),
  SMS_PROVIDER: z.enum(["log", "twilio", "sns", "mspace"]).default("log"),
  SMS_FROM: z.string().max(40, "must have at most 40 characters").optional(),
  SMS_PRICE: price.optional(),
  TWILIO_ACCOUNT_SID: z.string().optional(),
  TWILIO_AUTH_TOKEN: z.string().optional(),
  SNS_REGION: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/, "must be the name of a region")
    .optional(),
  SNS_ACCESS_KEY: z.string().optional(),
  SNS_SECRET_KEY: z.string().optional(),
  MSPACE_USERNAME: z.string().optional(),
  MSPACE_API_KEY: z.string().optional(),
  STORAGE_PROVIDER: z.enum(["local", "s3", "digitalocean", "linode", "vultr"]).default("local"),
  STORAGE_ENDPOINT: urlOf("http:", "https:").optional(),
  STORAGE_REGION: z.string().optional(),
  STORAGE_BUCKET: z.string().optional(),
  STORAGE_ACCESS_KEY: z.string().optional(),
  STORAGE_SECRET_KEY: z.string().optional(),
  STORAGE_PUBLIC_URL: urlOf("http:", "https:").optional(),
  GEO_TABLE: z.string().optional(),
  TRUSTED_PROXIES: z.string().default(""),
  /** Names in the operator's own network that may be asked over https although their addresses are private. */
  OUTBOUND_PRIVATE_HOSTS: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((each) => each.trim())
        .filter((each) => each !== ""),
    ),
  RATE_LIMIT_SCALE: number(1, 1_000_000_000).default(1),
  METRICS_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});
type Settings = z.output<typeof settings>;

export type Config = Settings & {
  readonly dataDir: string;
  readonly publicUrl: URL | null;
  readonly roles: ReadonlySet<string>;
  /** What a part of an SMS costs, where the provider does not say it. */
  readonly smsPrice: { micros: number; currency: string } | null;
};

/** One line that names the setting; never its value, which may be a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
}

type Environment = Readonly<Record<string, string | undefined>>;

function valueOf(environment: Environment, name: string): string | undefined {
  const value = environment[name];
  if (value !== undefined && value !== "") return value;
  const file = environment[`${name}_FILE`];
  if (file === undefined || file === "") return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    throw new ConfigError(`${name}_FILE cannot be read`);
  }
}

const needsEachOther: readonly (readonly (keyof Settings)[])[] = [
  ["ATRIUM_OWNER_EMAIL", "ATRIUM_OWNER_PASSWORD"],
];

const smsNeeds: Readonly<Record<Settings["SMS_PROVIDER"], readonly (keyof Settings)[]>> = {
  log: [],
  twilio: ["SMS_FROM", "TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN"],
  sns: ["SMS_FROM", "SNS_REGION", "SNS_ACCESS_KEY", "SNS_SECRET_KEY"],
  mspace: ["SMS_FROM", "MSPACE_USERNAME", "MSPACE_API_KEY"],
};

export function readConfig(environment: Environment): Config {
  const given: Record<string, string> = {};
  for (const name of Object.keys(settings.shape)) {
    const value = valueOf(environment, name);
    if (value !== undefined) given[name] = value;
  }
  const result = settings.safeParse(given);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ConfigError(`${String(issue?.path[0])} ${issue?.message ?? "is not valid"}`);
  }
  const read = result.data;
  for (const group of needsEachOther) {
    const missing = group.filter((name) => read[name] === undefined);
    if (missing.length > 0 && missing.length < group.length)
      throw new ConfigError(`${missing[0]} is missing`);
  }
  if (read.STORAGE_PROVIDER !== "local") {
    const wanted = [
      "STORAGE_BUCKET",
      "STORAGE_ACCESS_KEY",
      "STORAGE_SECRET_KEY",
      "STORAGE_ENDPOINT",
    ] as const;
    const missing = wanted.find((name) => read[name] === undefined);
    if (missing !== undefined) throw new ConfigError(`${missing} is missing`);
  }
  const absent = smsNeeds[read.SMS_PROVIDER].find((name) => read[name] === undefined);
  if (absent !== undefined) throw new ConfigError(`${absent} is missing`);
  return {
    ...read,
    smsPrice: read.SMS_PRICE ?? null,
    dataDir: path.resolve(read.ATRIUM_DATA),
    publicUrl: read.ATRIUM_URL === undefined ? null : new URL(read.ATRIUM_URL),
    roles: new Set(read.ATRIUM_ROLE.split(",")),
  };
}
