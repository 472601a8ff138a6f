import { BlockList, isIPv6 } from "node:net";

const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Whether an address is one of those that are allowed; none named allows every address. */
export function addressesAllowed(allowed: readonly string[]): (address: string | null) => boolean {
  if (allowed.length === 0) return () => true;
  const list = new BlockList();
  for (const each of allowed) {
    const [address = "", bits] = each.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return (address) => {
    if (address === null) return false;
    // A socket that takes both families shows IPv4 callers in the other one's dress.
    const plain = mapped.exec(address)?.[1] ?? address;
    return list.check(plain, isIPv6(plain) ? "ipv6" : "ipv4");
  };
}
