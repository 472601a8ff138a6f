/**
 * A small language for what a text may look like, matched whole: `[A-Z]{2}-\d+`, alternatives with `|`. It has no
 * groups and is run as a set of places in the pattern, so that no pattern and no text takes longer than one times the
 * other. JavaScript's own expressions may take for ever.
 */
export type Pattern = { readonly test: (text: string) => boolean };

type Atom = {
  readonly fits: (character: string) => boolean;
  readonly optional: boolean;
  readonly repeats: boolean;
};

const mostAtoms = 400;
const classes: Readonly<Record<string, (character: string) => boolean>> = {
  d: (character) => character >= "0" && character <= "9",
  w: (character) => /^[\p{L}\p{N}_]$/u.test(character),
  s: (character) => /^\s$/.test(character),
};
const special = /^[\\^$.*+?()[\]{}|/-]$/;

class Unfit extends Error {
  override readonly name = "Unfit";
}

function escaped(character: string | undefined): (each: string) => boolean {
  if (character === undefined) throw new Unfit("ends with a backslash");
  const named = Object.hasOwn(classes, character) ? classes[character] : undefined;
  if (named !== undefined) return named;
  if (!special.test(character)) throw new Unfit(`knows no \\${character}`);
  return (each) => each === character;
}

/** `[A-Z0-9_]`, with `^` in front for what it is not. */
function readSet(characters: readonly string[], start: number): { fits: Atom["fits"]; next: number } {
  let at = start;
  const negated = characters[at] === "^";
  if (negated) at += 1;
  const tests: ((each: string) => boolean)[] = [];
  while (characters[at] !== "]") {
    const from = characters[at];
    if (from === undefined) throw new Unfit("has a bracket that is never closed");
    const to = characters[at + 2];
    if (from === "\\") {
      tests.push(escaped(characters[at + 1]));
      at += 2;
    } else if (characters[at + 1] === "-" && to !== undefined && to !== "]") {
      if (to < from) throw new Unfit(`has a range the wrong way round: ${from}-${to}`);
      tests.push((each) => each >= from && each <= to);
      at += 3;
    } else {
      tests.push((each) => each === from);
      at += 1;
    }
  }
  if (tests.length === 0) throw new Unfit("has empty brackets");
  return { fits: (each) => tests.some((test) => test(each)) !== negated, next: at + 1 };
}

function readCount(text: string): { least: number; most: number | null } {
  const match = /^(\d{1,3})(?:(,)(\d{1,3})?)?$/.exec(text);
  if (match === null) throw new Unfit(`cannot count {${text}}`);
  const least = Number(match[1]);
  const most = match[2] === undefined ? least : match[3] === undefined ? null : Number(match[3]);
  if (most !== null && most < least) throw new Unfit(`counts the wrong way round: {${text}}`);
  return { least, most };
}

function readAtoms(characters: readonly string[]): Atom[] {
  const atoms: Atom[] = [];
  let at = 0;
  while (at < characters.length) {
    const character = characters[at] ?? "";
    let fits: Atom["fits"];
    if (character === "\\") {
      fits = escaped(characters[at + 1]);
      at += 2;
    } else if (character === "[") {
      ({ fits, next: at } = readSet(characters, at + 1));
    } else if ("()*+?{}]^$".includes(character)) {
      throw new Unfit(`cannot use ${character} here; write \\${character} for the sign itself`);
    } else {
      fits = character === "." ? () => true : (each) => each === character;
      at += 1;
    }
    const sign = characters[at];
    let [least, most]: [number, number | null] = [1, 1];
    if (sign === "?" || sign === "*" || sign === "+") {
      [least, most] = sign === "?" ? [0, 1] : [sign === "*" ? 0 : 1, null];
      at += 1;
    } else if (sign === "{") {
      const end = characters.indexOf("}", at);
      if (end < 0) throw new Unfit("has a count that is never closed");
      ({ least, most } = readCount(characters.slice(at + 1, end).join("")));
      at = end + 1;
    }
    for (let n = 0; n < least; n += 1) atoms.push({ fits, optional: false, repeats: false });
    if (most === null) atoms.push({ fits, optional: true, repeats: true });
    else for (let n = least; n < most; n += 1) atoms.push({ fits, optional: true, repeats: false });
    if (atoms.length > mostAtoms) throw new Unfit("counts too far");
  }
  return atoms;
}

/** Places that are reached without a further character: past everything that may be left out. */
function reach(atoms: readonly Atom[], places: Set<number>): Set<number> {
  for (const place of places) if (atoms[place]?.optional === true) places.add(place + 1);
  return places;
}

function matches(atoms: readonly Atom[], characters: readonly string[]): boolean {
  let places = reach(atoms, new Set([0]));
  for (const character of characters) {
    const next = new Set<number>();
    for (const place of places) {
      const atom = atoms[place];
      if (atom === undefined || !atom.fits(character)) continue;
      next.add(atom.repeats ? place : place + 1);
    }
    if (next.size === 0) return false;
    places = reach(atoms, next);
  }
  return places.has(atoms.length);
}

/** The alternatives, parted where a bar stands outside of brackets. */
function alternatives(characters: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  let inside = false;
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? "";
    if (character === "\\") {
      parts.at(-1)?.push(character, ...characters.slice(at + 1, at + 2));
      at += 1;
      continue;
    }
    if (character === "[") inside = true;
    if (character === "]") inside = false;
    if (character === "|" && !inside) parts.push([]);
    else parts.at(-1)?.push(character);
  }
  return parts;
}

export function readPattern(text: string): Pattern | { readonly unfit: string } {
  try {
    const parts = alternatives(Array.from(text)).map(readAtoms);
    return { test: (value) => parts.some((atoms) => matches(atoms, Array.from(value))) };
  } catch (cause) {
    if (cause instanceof Unfit) return { unfit: cause.message };
    throw cause;
  }
}
