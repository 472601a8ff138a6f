import { pino, type DestinationStream, type Logger } from "pino";

export type { Logger };

const secrets = [
  "password", "currentPassword", "newPassword", "token", "code", "secret", "authorization", "cookie", "key",
]; // prettier-ignore

/** JSON lines with request ids; fields that carry secrets are masked at any of the two levels we log at. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`]), censor: "(hidden)" },
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
