import { isIPv6 } from "node:net";

const groups = (text: string): string[] => (text === "" ? [] : text.split(":"));

/**
 * Whom an address counts for. Of IPv6 whole networks are given to a customer, each with more addresses than anybody can
 * count, so the network (/64) counts; an IPv4 address counts as itself, also where it is written as one of IPv6.
 */
export function networkOf(address: string | null): string {
  if (address === null) return "";
  const [bare = ""] = address.split("%", 1);
  if (!isIPv6(bare)) return bare;
  const mapped = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = "", tail] = bare.split("::", 2);
  const [before, after] = [groups(head), groups(tail ?? "")];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const all = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}
