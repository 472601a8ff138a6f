import { randomInt } from "node:crypto";
import { constantTimeEqual } from "#kernel/crypto";

/** Whether Atrium waits for its owner, and what proves that a stranger on the network is the one who started it. */
export type SetupState = {
  platformId: () => string | null;
  done: (platformId: string) => void;
  code: string;
  fits: (code: string | undefined) => boolean;
};

// Without letters and digits that look alike.
const alphabet = "23456789abcdefghjkmnpqrstuvwxyz";

export function createSetupState(platformId: string | null): SetupState {
  let known = platformId;
  const code = Array.from({ length: 16 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
  return {
    platformId: () => known,
    done: (id) => void (known = id),
    code,
    fits: (given) => given !== undefined && constantTimeEqual(given.toLowerCase().replaceAll("-", ""), code),
  };
}
