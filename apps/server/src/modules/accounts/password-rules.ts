import { foldText } from "@atrium/filter";
import { fail } from "#kernel/operation";
import type { FieldProblem } from "#kernel/problem";
import { isCommonPassword } from "./common-passwords.ts";
import { knownWordIn, type PasswordContext } from "./password-context.ts";
import { isSequential, repeatedUnit } from "./password-patterns.ts";

/** What an organization asks of the passwords of its people; what it leaves open is as the platform has it. */
export type PasswordRules = {
  readonly minLength?: number;
  readonly requireUpper?: boolean;
  readonly requireLower?: boolean;
  readonly requireDigit?: boolean;
  readonly requireSymbol?: boolean;
  /** How many earlier passwords may not come back. */
  readonly history?: number;
  readonly maxAgeDays?: number | null;
};

/** NIST SP 800-63B-4: where the password is the only factor, 15 characters; beside another one, 8. */
export const shortestPassword = 15;
const shortestOfAll = 8;
export const longestPassword = 256;
const fewestLetters = 5;

export type PasswordProblem = { readonly code: string; readonly detail: string };

/** Everything that speaks against a password; nothing where it will do. It is judged as a whole, in one Unicode form. */
export function passwordProblems(
  password: string,
  context: PasswordContext & { readonly rules?: PasswordRules },
): PasswordProblem[] {
  const { rules = {} } = context;
  const least = Math.max(shortestOfAll, rules.minLength ?? shortestPassword);
  const normal = password.normalize("NFKC");
  const length = Array.from(normal).length;
  const problems: PasswordProblem[] = [];
  const refuse = (code: string, detail: string): number => problems.push({ code, detail });
  if (!password.isWellFormed()) refuse("not_text", "The password holds half a character.");
  if (length < least)
    refuse("too_short", `A password needs at least ${least} characters; a short sentence is a good one.`);
  // Nothing after this is worth the work on a text that is no password.
  if (length > longestPassword) {
    refuse("too_long", `A password has at most ${longestPassword} characters.`);
    return problems;
  }
  for (const [asked, present, code, what] of [
    [rules.requireUpper, /\p{Lu}/u, "needs_upper", "a capital letter"],
    [rules.requireLower, /\p{Ll}/u, "needs_lower", "a small letter"],
    [rules.requireDigit, /\p{Nd}/u, "needs_digit", "a digit"],
    [rules.requireSymbol, /[^\p{L}\p{N}]/u, "needs_symbol", "a sign that is neither letter nor digit"],
  ] as const) {
    if (asked === true && !present.test(normal)) refuse(code, `Your organization asks for ${what}.`);
  }
  const guess = guessability(normal, least, context);
  if (guess !== null) problems.push(guess);
  return problems;
}

function guessability(normal: string, least: number, context: PasswordContext): PasswordProblem | null {
  const folded = foldText(normal);
  const unit = repeatedUnit(folded);
  const known = knownWordIn(folded, context);
  if (known !== null) return { code: known, detail: knownDetails.get(known) ?? "" };
  if (new Set(folded).size < fewestLetters || (unit !== folded && Array.from(unit).length < least))
    return { code: "repetitive", detail: "The password repeats too few characters." };
  if (isSequential(folded))
    return { code: "sequential", detail: "The password follows the alphabet or the keyboard." };
  if (isCommonPassword(folded) || (unit !== folded && isCommonPassword(unit)))
    return { code: "common", detail: "Many people use this password; it is among the first to be tried." };
  return null;
}

const knownDetails = new Map([
  ["contains_email", "The password must not be made of the e-mail address."],
  ["contains_name", "The password must not be made of your name."],
  ["contains_organization", "The password must not be made of the organization's name."],
  ["contains_product", "The password must not be made of the name of this product."],
]);

/** Says why a password will not do, one entry for each reason. */
export function checkPassword(
  password: string,
  context: PasswordContext & { readonly rules?: PasswordRules; readonly pointer: string },
): void {
  const fields: FieldProblem[] = passwordProblems(password, context).map((problem) => ({
    pointer: context.pointer,
    ...problem,
  }));
  const [first] = fields;
  if (first !== undefined) fail("password.unfit", { detail: first.detail, fields });
}
