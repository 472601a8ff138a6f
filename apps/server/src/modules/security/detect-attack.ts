import { many, type Sign } from "./detect.ts";

/** What came from one address within the window, for one organization or for all. */
export type Traffic = {
  readonly ip: string;
  /** How many different people were tried in vain. */
  readonly people: number;
  readonly failures: number;
  readonly successes: number;
};

export const sprayWindowMinutes = 15;
const peopleOfOneAddress = 10;
const peopleEach = 3;
const addressesTogether = 5;
const peopleTogether = 40;
const shownAddresses = 20;

/** An office that many people sign in from has failures too, but mostly successes. */
const mostlyFails = ({ failures, successes }: Pick<Traffic, "failures" | "successes">): boolean =>
  failures > 2 * successes;

const sum = (traffic: readonly Traffic[], pick: (each: Traffic) => number): number =>
  traffic.reduce((total, each) => total + pick(each), 0);

function sprayOf(traffic: readonly Traffic[], subject: string): Sign {
  const people = sum(traffic, (each) => each.people);
  const tries = sum(traffic, (each) => each.failures);
  const from = traffic.length === 1 ? `from ${traffic[0]?.ip}` : `from ${traffic.length} addresses`;
  return {
    kind: "spray",
    severity: "high",
    reason: `${many(people, "person was", "people were")} tried in vain ${from} within ${sprayWindowMinutes} minutes.`,
    subject,
    evidence: { people, tries, addresses: traffic.slice(0, shownAddresses).map(({ ip }) => ip) },
  };
}

/** The addresses that together or each by itself try a few passwords on many people. */
export function findSprays(traffic: readonly Traffic[]): { subject: string; addresses: readonly string[] }[] {
  const suspects = traffic.filter((each) => each.people >= peopleEach && mostlyFails(each));
  const together = sum(suspects, (each) => each.people);
  if (suspects.length >= addressesTogether && together >= peopleTogether) {
    return [{ subject: "many addresses", addresses: suspects.map(({ ip }) => ip) }];
  }
  return suspects
    .filter((each) => each.people >= peopleOfOneAddress)
    .map(({ ip }) => ({ subject: `address ${ip}`, addresses: [ip] }));
}

/** A spray as one organization sees it; null where hardly any of its people were tried. */
export function judgeSpray(
  spray: { subject: string; addresses: readonly string[] },
  ofOrganization: readonly Traffic[],
): Sign | null {
  const own = ofOrganization.filter(({ ip }) => spray.addresses.includes(ip));
  return sum(own, (each) => each.people) >= peopleEach ? sprayOf(own, spray.subject) : null;
}

export type Tries = { readonly failures: number; readonly addresses: readonly string[] };
const triesToTell = 10;
const triesToAlarm = 50;

/** Many passwords on one person. */
export function judgeTries(tries: Tries): Sign | null {
  const { failures, addresses } = tries;
  if (failures < triesToTell) return null;
  return {
    kind: "brute_force",
    severity: failures >= triesToAlarm ? "high" : "medium",
    reason: `${many(failures, "try", "tries")} to sign in as this person failed within an hour, from ${many(addresses.length, "address", "addresses")}.`,
    subject: "tries",
    evidence: { tries: failures, addresses: addresses.slice(0, shownAddresses) },
  };
}
