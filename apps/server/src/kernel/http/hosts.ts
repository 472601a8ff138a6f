import { hostname } from "node:os";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const addressLiteral = /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;

export function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d{1,5}$/, "");
}

export function isLoopbackName(host: string): boolean {
  return loopback.has(hostName(host));
}

/**
 * Which Host headers are ours. With a public origin set: its host and loopback names. Without: loopback names,
 * addresses and this machine's own name, so that a fresh start on a server can be reached.
 */
export function hostRule(publicUrl: URL | null): (host: string | undefined) => boolean {
  const own = hostname().toLowerCase();
  return (host) => {
    if (host === undefined || host === "") return false;
    const name = hostName(host);
    if (loopback.has(name)) return true;
    if (publicUrl !== null) return name === publicUrl.hostname.toLowerCase();
    return name === own || addressLiteral.test(name);
  };
}
