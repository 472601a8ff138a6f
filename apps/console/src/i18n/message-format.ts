export type MessageValues = Readonly<Record<string, string | number>>;
export type MessagePart = string | { readonly slot: string };

type Branch = { readonly selector: string; readonly pattern: string };

/** Where the brace opened at `from` closes. */
function closing(pattern: string, from: number): number {
  let depth = 0;
  for (let at = from; at < pattern.length; at++) {
    if (pattern[at] === "{") depth++;
    if (pattern[at] === "}" && --depth === 0) return at;
  }
  throw new Error(`A brace of this message is never closed: ${pattern}`);
}

function branchesOf(text: string): Branch[] {
  const branches: Branch[] = [];
  for (let at = 0; at < text.length;) {
    const open = text.indexOf("{", at);
    if (open < 0) break;
    const end = closing(text, open);
    branches.push({ selector: text.slice(at, open).trim(), pattern: text.slice(open + 1, end) });
    at = end + 1;
  }
  return branches;
}

function choose(branches: readonly Branch[], count: number, locale: string): string {
  const category = new Intl.PluralRules(locale).select(count);
  const found =
    branches.find(({ selector }) => selector === `=${count}`) ??
    branches.find(({ selector }) => selector === category) ??
    branches.find(({ selector }) => selector === "other");
  return found?.pattern ?? "";
}

const leftToRight = /^(?!ar|fa|he|ur)/;

/** In a right-to-left sentence a foreign name would pull the punctuation after it to its other side. */
function isolate(value: string, locale: string): string {
  return leftToRight.test(locale) ? value : `\u2068${value}\u2069`;
}

/**
 * The part of ICU messages that the console uses: `{name}`, `{count, number}` and
 * `{count, plural, =0 {…} one {…} other {# …}}`. A name without a value stays a slot, for nodes to be put in.
 */
export function formatParts(pattern: string, values: MessageValues, locale: string): MessagePart[] {
  const parts: MessagePart[] = [];
  let at = 0;
  while (at < pattern.length) {
    const open = pattern.indexOf("{", at);
    if (open < 0) {
      parts.push(pattern.slice(at));
      break;
    }
    if (open > at) parts.push(pattern.slice(at, open));
    const end = closing(pattern, open);
    const [name = "", kind, ...rest] = pattern.slice(open + 1, end).split(",");
    const value = values[name.trim()];
    if (kind?.trim() === "plural") {
      const count = Number(value ?? 0);
      const chosen = choose(branchesOf(rest.join(",")), count, locale);
      const shown = new Intl.NumberFormat(locale).format(count);
      parts.push(...formatParts(chosen.replaceAll("#", shown), values, locale));
    } else if (value === undefined) {
      parts.push({ slot: name.trim() });
    } else {
      parts.push(
        typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : isolate(value, locale),
      );
    }
    at = end + 1;
  }
  return parts;
}

export function formatMessage(pattern: string, values: MessageValues, locale: string): string {
  return formatParts(pattern, values, locale)
    .map((part) => (typeof part === "string" ? part : `{${part.slot}}`))
    .join("");
}
