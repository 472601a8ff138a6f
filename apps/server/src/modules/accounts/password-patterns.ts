/** The shortest beginning that makes the text when it is written again and again; the text itself if there is none. */
export function repeatedUnit(text: string): string {
  const letters = Array.from(text);
  for (let length = 1; length <= letters.length / 2; length += 1) {
    if (letters.every((letter, index) => index < length || letter === letters[index - length]))
      return letters.slice(0, length).join("");
  }
  return text;
}

const rows = [
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qwertzuiop",
  "yxcvbnm",
  "azertyuiop",
  "qsdfghjklm",
  "wxcvbn",
  "1234567890",
];
const neighbours = new Set(
  rows.flatMap((row) => Array.from(row.slice(1), (key, index) => `${row[index]}${key}`)),
);

/** How two letters follow each other: the same again, one further in the alphabet or on the keyboard, or back. */
function stepOf(from: string, to: string): string | null {
  const distance = (to.codePointAt(0) ?? 0) - (from.codePointAt(0) ?? 0);
  if (distance === 0) return "same";
  if (distance === 1 || neighbours.has(from + to)) return "on";
  if (distance === -1 || neighbours.has(to + from)) return "back";
  return null;
}

/** Whether the text is made of runs such as "abcd", "7654" or "qwert": three letters and more to each step it takes. */
export function isSequential(text: string): boolean {
  const letters = Array.from(text);
  let pieces = 0;
  for (let index = 0; index < letters.length; pieces += 1) {
    const step = stepOf(letters[index] ?? "", letters[index + 1] ?? "");
    let end = index + 1;
    while (
      step !== null &&
      end < letters.length &&
      stepOf(letters[end - 1] ?? "", letters[end] ?? "") === step
    )
      end += 1;
    // Two neighbours happen in every word; three are meant.
    index = end - index >= 3 ? end : index + 1;
  }
  return pieces * 3 <= letters.length;
}
