import { many, type Sign } from "./detect.ts";

export type SignIn = {
  readonly id: string;
  readonly at: string;
  readonly ip: string | null;
  /** The account's device; null when it came from none that the account was known to have. */
  readonly deviceId: string | null;
  readonly agent: string | null;
  readonly country: string | null;
};

/** What is known of an account from before a sign-in. */
export type History = {
  /** Sign-ins looked at, the latest first. */
  readonly earlier: number;
  /** Some of them came from known devices. */
  readonly devices: boolean;
  readonly knowsAddress: boolean;
  readonly countries: readonly string[];
  /** Hours of the day (UTC) of earlier sign-ins. */
  readonly hours: readonly number[];
  /** Tries that failed in the hour before. */
  readonly failures: number;
};

const enoughForHours = 20;
const manyFailures = 5;

const hoursApart = (a: number, b: number): number => Math.min(Math.abs(a - b), 24 - Math.abs(a - b));
const clockTime = (at: string): string => `${at.slice(11, 16)} UTC`;

/** What was unusual about a sign-in that succeeded. Whoever signs in for the first time is not compared with anything. */
export function judgeSignIn(signIn: SignIn, history: History): Sign[] {
  const signs: Sign[] = [];
  const { deviceId, country, at } = signIn;
  const evidence = { at, ip: signIn.ip, agent: signIn.agent, country };
  if (deviceId === null && history.devices) {
    signs.push({
      kind: "new_device",
      severity: "info",
      reason: "The sign-in came from a browser or program that this account never used before.",
      subject: `device ${signIn.ip} ${signIn.agent}`,
      evidence,
    });
  }
  if (country !== null && history.countries.length > 0 && !history.countries.includes(country)) {
    signs.push({
      kind: "new_country",
      severity: "medium",
      reason: `The sign-in came from ${country}; all earlier ones came from ${history.countries.join(", ")}.`,
      subject: `country ${country}`,
      evidence,
    });
  }
  const hour = Number(at.slice(11, 13));
  if (history.earlier >= enoughForHours && history.hours.every((known) => hoursApart(known, hour) > 1)) {
    signs.push({
      kind: "unusual_hour",
      severity: "low",
      reason: `The sign-in was at ${clockTime(at)}; none of the ${history.earlier} before it was within an hour of that time.`,
      subject: `attempt ${signIn.id}`,
      evidence,
    });
  }
  if (history.failures >= manyFailures && deviceId === null && !history.knowsAddress) {
    signs.push({
      kind: "success_after_failures",
      severity: "high",
      reason: `The password was right after ${many(history.failures, "failed try", "failed tries")} within an hour, from an address and a device that are new.`,
      subject: `attempt ${signIn.id}`,
      evidence: { ...evidence, failures: history.failures },
    });
  }
  return signs;
}
