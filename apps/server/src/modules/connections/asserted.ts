import { acceptedAddress, acceptedName } from "@atrium/contracts";
import { fail } from "#kernel/operation";

/** What a provider says of the person it sent, once everything about its answer was checked. */
export type Asserted = {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string | null;
  /** The provider itself calls the address proven. What that is worth is judged elsewhere. */
  readonly emailVerified: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly groups: readonly string[];
  /** It says that it asked for a second factor. */
  readonly multi: boolean;
};

/** Thrown for whatever is wrong with an answer; the reason is for the log, the person hears one sentence. */
export class AnswerRefused extends Error {
  override readonly name = "AnswerRefused";
  /** Whose place here somebody tried to take; they find it in their activity. */
  readonly about: About | null;

  constructor(reason: string, cause: unknown, about: About | null) {
    super(reason, { cause });
    this.about = about;
  }
}
type About = { readonly uuid: string; readonly displayName: string };

export function refuse(reason: string, cause?: unknown, about?: About): never {
  throw new AnswerRefused(reason, cause, about ?? null);
}

export const refusedDetail =
  "The identity provider's answer cannot sign you in here. If you have an account, sign in as usual and link the " +
  "provider in your security settings; otherwise ask an administrator.";

export function failRefused(): never {
  return fail("sso.refused", { detail: refusedDetail });
}

const longest = 500;
const mostGroups = 500;

/** An issuer or subject as it was sent; nothing is mended, since another spelling is another person. */
export function exactText(value: unknown, what: string): string {
  const text = typeof value === "number" && Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== "string" || text === "" || text.length > longest) return refuse(`no usable ${what}`);
  if (!text.isWellFormed() || /[\u0000-\u001f\u007f]/.test(text))
    return refuse(`${what} holds odd characters`);
  return text;
}

export function addressOrNull(value: unknown): string | null {
  return acceptedAddress.safeParse(value).data ?? null;
}

export function nameOrNull(value: unknown): string | null {
  return acceptedName.safeParse(value).data ?? null;
}

export function groupsOf(value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  return values.filter((each) => typeof each === "string").slice(0, mostGroups);
}
