import { fail } from "#kernel/operation";
import { HasherBusyError, type PasswordHasher, type PasswordVerdict } from "#kernel/password-hash";

/** Says "come back later" when more passwords wait than the machine can check in time. */
async function bounded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof HasherBusyError)
      return fail("auth.busy", { retryAfterSeconds: cause.retryAfterSeconds });
    throw cause;
  }
}

/** Checks a password with the same work whether or not there is one to check it against. */
export function checkAgainst(
  hasher: PasswordHasher,
  stored: string | null,
  password: string,
): Promise<PasswordVerdict> {
  return bounded(() => (stored === null ? hasher.verifyDummy(password) : hasher.verify(stored, password)));
}

export function hashPassword(hasher: PasswordHasher, password: string): Promise<string> {
  return bounded(() => hasher.hash(password));
}

/**
 * A right password in today's form, where the stored one is not in it. Null where nothing is to be done, and where too
 * many wait: the next sign-in will do.
 */
export async function upgradedHash(
  hasher: PasswordHasher,
  password: string,
  verdict: PasswordVerdict,
): Promise<string | null> {
  if (!verdict.ok || !verdict.needsRehash) return null;
  try {
    return await hasher.hash(password);
  } catch (cause) {
    if (cause instanceof HasherBusyError) return null;
    throw cause;
  }
}
