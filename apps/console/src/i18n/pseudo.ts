const accents: Record<string, string> = {
  a: "á", e: "é", i: "í", o: "ó", u: "ú", A: "Á", E: "É", I: "Í", O: "Ó", U: "Ú", n: "ñ", c: "ç", s: "š",
}; // prettier-ignore

/** Longer and accented, so that a test sees every text that did not come from the messages. */
export function pseudo(pattern: string): string {
  let depth = 0;
  let text = "";
  for (const character of pattern) {
    if (character === "{") depth++;
    if (character === "}") depth--;
    // Odd depth is a name or the head of a plural; even depth is text again.
    text += depth % 2 === 0 ? (accents[character] ?? character) : character;
  }
  return `⟦${text}⟧`;
}

export function pseudoMessages<K extends string>(messages: Readonly<Record<K, string>>): Record<K, string> {
  const entries = Object.entries<string>(messages).map(([key, text]) => [key, pseudo(text)]);
  return Object.fromEntries(entries) as Record<K, string>;
}
