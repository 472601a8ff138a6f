import type { Clock } from "#kernel/clock";
import type { Database } from "#kernel/db/database";
import type { Reader } from "#kernel/db/reader";
import type { KeyRing } from "#kernel/key-ring";
import type { Outbound } from "#kernel/outbound";
import type { Access } from "#modules/roles";
import type { NoteAttempt, SignIn } from "#modules/sessions";

/** The texts of a name's TXT records; an empty list where there is none. */
export type ResolveTxt = (name: string) => Promise<readonly string[]>;

export type ConnectionDeps = {
  readonly database: Database;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly outbound: Outbound;
  readonly resolveTxt: ResolveTxt;
  /** The public origin; providers are told addresses below it. */
  readonly origin: () => string;
  readonly access: Access;
  readonly signIn: SignIn;
  readonly noteAttempt: NoteAttempt;
  /** Whether an account has a way in of its own beside its password and its linked identities. */
  readonly otherWayIn: (reader: Reader, accountId: string) => Promise<boolean>;
};
