import type { KeyRing } from "#kernel/key-ring";
import type { MailedProof } from "#modules/proofs";

/** What waits, sealed, for an address to be confirmed. Nothing else of a registration exists until then. */
export type Registration = {
  passwordHash: string;
  /** Tells whether two registrations came with the same password, at no cost and to nobody without the key. */
  passwordMark: string;
  firstName: string | null;
  lastName: string | null;
  locale: string | null;
};
/** What a call leaves for the background: a new registration, or the wish to have the mail again. */
export type Asked = { registration: Registration | null };

/** An hour past a day, so that whoever opens the mail at the same time tomorrow is not late. */
export const waitingSeconds = 25 * 3600;

const marked = (email: string, password: string): string => `${email}\n${password.normalize("NFKC")}`;

export function passwordMark(keys: KeyRing, email: string, password: string): string {
  return keys.mac("pepper", marked(email, password));
}

export function fitsMark(keys: KeyRing, email: string, password: string, mark: string): boolean {
  return keys.verifyMac("pepper", marked(email, password), mark);
}

type Waiting = MailedProof<Registration>;

/**
 * Somebody may register an address that is not theirs, at the same moment as its owner, who then finds two mails. So
 * registrations with different passwords wait side by side, and while they do the token alone is not enough.
 */
export function isContested(own: Waiting, waiting: readonly Waiting[]): boolean {
  return waiting.some(({ data }) => data.passwordMark !== own.data.passwordMark);
}
