import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { isIPv4, isIPv6 } from "node:net";
import { createInterface } from "node:readline";
import { ConfigError } from "#kernel/config";

export type CountryOf = (ip: string) => string | null;

const mostBytes = 512 * 1024 * 1024;
const mostRanges = 5_000_000;

/** An address as a number; of IPv6 the first half, which no country shares with another. */
function numberOf(ip: string): { version: 4 | 6; value: bigint } | null {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1] ?? ip;
  if (isIPv4(mapped)) {
    return { version: 4, value: mapped.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n) };
  }
  if (!isIPv6(ip) || ip.includes(".")) return null;
  const [head = "", tail] = (ip.split("%")[0] ?? "").split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const last = tail === "" ? [] : tail.split(":");
    groups.push(...Array.from({ length: 8 - groups.length - last.length }, () => "0"), ...last);
  }
  return {
    version: 6,
    value: groups.slice(0, 4).reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n),
  };
}

/** Ranges in the order of their beginnings; an address is in the last one that begins at or before it, or in none. */
function createRanges() {
  const starts: bigint[] = [];
  const ends: bigint[] = [];
  const countries: string[] = [];
  return {
    add(start: bigint, end: bigint, country: string): boolean {
      const last = starts.at(-1);
      if (end < start || (last !== undefined && start < last)) return false;
      starts.push(start);
      ends.push(end);
      countries.push(country);
      return true;
    },
    packed() {
      const from = BigUint64Array.from(starts);
      const to = BigUint64Array.from(ends);
      return (value: bigint): string | null => {
        let low = 0;
        let high = from.length;
        while (low < high) {
          const middle = (low + high) >> 1;
          if ((from[middle] ?? 0n) <= value) low = middle + 1;
          else high = middle;
        }
        return low > 0 && (to[low - 1] ?? 0n) >= value ? (countries[low - 1] ?? null) : null;
      };
    },
  };
}

/** Reads a table of lines `first address,last address,country code`, in order; it is looked up in memory alone. */
export async function readCountryTable(path: string): Promise<CountryOf> {
  const size = await stat(path).then(
    (found) => found.size,
    () => {
      throw new ConfigError("GEO_TABLE cannot be read");
    },
  );
  if (size > mostBytes) throw new ConfigError("GEO_TABLE is larger than 512 MB");
  const ranges = { 4: createRanges(), 6: createRanges() };
  const known = new Map<string, string>();
  let line = 0;
  for await (const text of createInterface({
    input: createReadStream(path, "latin1"),
    crlfDelay: Infinity,
  })) {
    line++;
    if (line > mostRanges) throw new ConfigError(`GEO_TABLE has more than ${mostRanges} lines`);
    if (text === "" || text.startsWith("#")) continue;
    const [first, last, code] = text.slice(0, 200).replaceAll('"', "").split(",");
    const [start, end] = [numberOf(first ?? ""), numberOf(last ?? "")];
    const country = code?.trim().toUpperCase() ?? "";
    if (start === null || end === null || start.version !== end.version || !/^[A-Z]{2}$/.test(country)) {
      throw new ConfigError(`GEO_TABLE line ${line} is not: first address,last address,country`);
    }
    const shared = known.get(country) ?? country;
    known.set(country, shared);
    if (!ranges[start.version].add(start.value, end.value, shared)) {
      throw new ConfigError(`GEO_TABLE line ${line} is out of order`);
    }
  }
  const find = { 4: ranges[4].packed(), 6: ranges[6].packed() };
  return (ip) => {
    const address = numberOf(ip);
    return address === null ? null : find[address.version](address.value);
  };
}
