import { foldText } from "@atrium/filter";
import { spellings } from "./common-passwords.ts";

/** What somebody who knows the person or the place would try first. */
export type PasswordContext = {
  readonly email: string;
  readonly names?: readonly string[];
  readonly organizationNames?: readonly string[];
};

const product = "Atrium";
const shortestName = 3;
const shortestEmailPart = 4;
// Fewer letters than this beside the known words are no secret, nor are a year and a few signs.
const leastLetters = 4;
const mostDecoration = 10;

type Known = { readonly code: string; readonly word: string };

/** Why the password is guessable to those who know whose it is: the code of the first known word, or null. */
export function knownWordIn(folded: string, context: PasswordContext): string | null {
  const words = knownWords(context);
  for (const text of spellings(folded)) {
    const found = words.filter(({ word }) => text.includes(word));
    const rest = found.reduce((left, { word }) => left.replaceAll(word, ""), text);
    const letters = rest.replaceAll(/[^\p{L}]/gu, "");
    if (
      found[0] !== undefined &&
      letters.length < leastLetters &&
      rest.length - letters.length <= mostDecoration
    )
      return found[0].code;
  }
  return null;
}

/** The longest first, so that no part of a word is left over. */
function knownWords({ email, names = [], organizationNames = [] }: PasswordContext): Known[] {
  const address = foldText(email);
  const [local = "", domain = ""] = address.split("@");
  const parts = [local, ...wordsOf(local), ...domain.split(".").slice(0, -1)];
  return [
    ...[address, ...parts.filter((part) => part.length >= shortestEmailPart)].map(coded("contains_email")),
    ...names.flatMap(namesIn).map(coded("contains_name")),
    ...organizationNames.flatMap(namesIn).map(coded("contains_organization")),
    ...namesIn(product).map(coded("contains_product")),
  ].sort((a, b) => b.word.length - a.word.length);
}

const coded =
  (code: string) =>
  (word: string): Known => ({ code, word });

const namesIn = (name: string): string[] => {
  const folded = foldText(name);
  const words = wordsOf(folded);
  return [folded, words.join(""), ...words].filter((word) => word.length >= shortestName);
};

const wordsOf = (text: string): string[] => text.split(/[^\p{L}\p{N}]+/u);
