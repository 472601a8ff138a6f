import { domainToASCII, domainToUnicode } from "node:url";
import { isIP } from "node:net";

/** Names that mean this machine, a private network or nothing at all (RFC 6761, RFC 6762, RFC 8375, RFC 9476). */
const reserved = new Set([
  "localhost", "local", "internal", "intranet", "lan", "home", "corp", "invalid", "test", "onion", "arpa", "alt",
]); // prettier-ignore
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A domain in the one form that is kept and compared: as it stands in the DNS. Null for what no organization can own:
 * an address, a port, a single label, a reserved name, or the host that Atrium itself is reached at and what is below.
 */
export function normalDomain(written: string, ownHost: string): string | null {
  const text = written.trim().normalize("NFC").replace(/\.$/, "");
  if (text === "" || /[\s/\\:@?#%[\]*_]/u.test(text) || isIP(text) !== 0) return null;
  const domain = domainToASCII(text);
  if (domain === "" || domain.length > 253 || isIP(domain) !== 0) return null;
  const labels = domain.split(".");
  const last = labels.at(-1) ?? "";
  if (labels.length < 2 || !labels.every((each) => label.test(each)) || !/[a-z]/.test(last)) return null;
  // `example` below `.example` stays usable: nobody can prove it, and everybody may show with it.
  if (reserved.has(last)) return null;
  const own = ownHost.toLowerCase();
  return domain === own || domain.endsWith(`.${own}`) ? null : domain;
}

/** As people write it. */
export const shownDomain = (domain: string): string => domainToUnicode(domain) || domain;

/** Every domain above one, its own included, but for the last label alone. */
export function domainsAbove(domain: string): string[] {
  const labels = domain.split(".");
  return labels.slice(0, -1).map((_, at) => labels.slice(at).join("."));
}
