import { hash } from "node:crypto";
import { constantTimeEqual } from "#kernel/crypto";
import type { KeyRing } from "#kernel/key-ring";

/** Which session, and which one of its refresh tokens. */
export type RefreshClaim = { readonly sessionId: string; readonly counter: number };
export type RefreshTokens = {
  issue(claim: RefreshClaim): string;
  read(token: string): RefreshClaim | null;
};

const prefix = "rt_";

/**
 * A session's id, a counter and a MAC over both: nothing of it is stored, and the successor of a token is the same
 * however often it is asked for.
 */
export function createRefreshTokens(keys: KeyRing): RefreshTokens {
  const macOf = (body: string, keyId?: string): { keyId: string; mac: string } => {
    const made = keys.digest("sessions", `refresh ${body}`, keyId);
    return { keyId: made.keyId, mac: hash("sha256", made.digest, "buffer").toString("base64url") };
  };
  return {
    issue({ sessionId, counter }) {
      const body = `${sessionId.replaceAll("-", "")}${counter.toString(16).padStart(8, "0")}`;
      const { keyId, mac } = macOf(body);
      return `${prefix}${Buffer.from(body, "hex").toString("base64url")}.${keyId.split("-").at(-1) ?? ""}.${mac}`;
    },
    read(token) {
      if (!token.startsWith(prefix)) return null;
      const [packed = "", key = "", mac = "", ...rest] = token.slice(prefix.length).split(".");
      const bytes = Buffer.from(packed, "base64url");
      // One spelling of the same bytes is enough.
      if (bytes.toString("base64url") !== packed) return null;
      const body = bytes.toString("hex");
      if (rest.length > 0 || body.length !== 40 || !/^\d{1,6}$/.test(key)) return null;
      try {
        if (!constantTimeEqual(macOf(body, `sessions-${key}`).mac, mac)) return null;
      } catch {
        return null;
      }
      const at = [0, 8, 12, 16, 20, 32];
      const sessionId = at
        .slice(1)
        .map((end, n) => body.slice(at[n], end))
        .join("-");
      return { sessionId, counter: Number.parseInt(body.slice(32), 16) };
    },
  };
}
