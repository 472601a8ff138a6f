import type { FactorKind } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import type { RateLimiter } from "#kernel/rate-limit";
import type { Messages } from "#modules/messages";
import type { Access } from "#modules/roles";
import type { CheckCode, NoteAttempt, SignIn, Throttle } from "#modules/sessions";

/** A passkey whose counter went back: there are two of what was meant to be the only one. */
export type CopiedPasskey = {
  readonly accountId: string;
  readonly passkeyId: string;
  readonly organizationId: string | null;
  readonly at: Date;
};

export type FactorDeps = {
  readonly system: Reader;
  readonly keys: KeyRing;
  readonly limiter: RateLimiter;
  readonly messages: Messages;
  readonly access: Access;
  readonly signIn: SignIn;
  readonly throttle: Throttle;
  readonly checkCode: CheckCode;
  readonly noteAttempt: NoteAttempt;
  readonly requirementOf: (
    reader: Reader,
    accountId: string,
    now: Date,
  ) => Promise<{ readonly secondFactor: boolean; readonly factors: readonly FactorKind[] }>;
  /** Raises a security event; the sign-in itself is refused already. */
  readonly copied: (passkey: CopiedPasskey) => void;
};
