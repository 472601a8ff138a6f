import type { DomainMethod } from "@atrium/contracts";
import { constantTimeEqual } from "#kernel/crypto";
import type { Outbound } from "#kernel/outbound";

/** The texts of a name's TXT records; an empty list where there is none. */
export type ResolveTxt = (name: string) => Promise<readonly string[]>;
export type ProofDeps = { readonly resolveTxt: ResolveTxt; readonly outbound: Pick<Outbound, "fetch"> };

/** The TXT record that proves a domain. */
export function proofRecord(domain: string, token: string): { name: string; value: string } {
  return { name: `_atrium.${domain}`, value: `atrium-domain=${token}` };
}

/** The file that proves it as well. */
export function proofFile(domain: string, token: string): { url: string; content: string } {
  return { url: `https://${domain}/.well-known/atrium-domain-${token}`, content: `atrium-domain=${token}` };
}

const same = (a: string, b: string): boolean => constantTimeEqual(Buffer.from(a), Buffer.from(b));

/**
 * Whether the proof is there now. What cannot be asked proves nothing, and nothing is told of why: whoever names a
 * domain must not learn from the answer what our network sees behind it.
 */
export async function isProven(
  deps: ProofDeps,
  { domain, token }: { domain: string; token: string },
  method: DomainMethod,
): Promise<boolean> {
  try {
    if (method === "dns") {
      const { name, value } = proofRecord(domain, token);
      return (await deps.resolveTxt(name)).some((text) => same(text, value));
    }
    const { url, content } = proofFile(domain, token);
    const response = await deps.outbound.fetch(url);
    return response.status === 200 && same((await response.text()).trim(), content);
  } catch {
    return false;
  }
}
