import type { Sign } from "./detect.ts";

/** A refresh token came back after its successor had been used. */
export function replayOf(sessionId: string): Sign {
  return {
    kind: "refresh_replay",
    severity: "high",
    reason:
      "A refresh token that had been used came back: somebody holds a copy of it. The session was ended.",
    subject: sessionId,
    evidence: { session: sessionId },
  };
}

/** The counter of a passkey went back: two of them hold the same key. */
export function copiedPasskey(passkeyId: string): Sign {
  return {
    kind: "passkey_copied",
    severity: "high",
    reason: "The counter of a passkey went back: somebody holds a copy of it. The sign-in was refused.",
    subject: passkeyId,
    evidence: { passkey: passkeyId },
  };
}
