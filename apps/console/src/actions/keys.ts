import type { Action } from "./registry.ts";

export type Press = {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
};

/** A press as actions name it. Shift is part of the character it makes (`?`), so it is not named. */
export function nameOfPress({ key, ctrlKey, metaKey }: Press): string {
  const name = key.toLowerCase();
  return ctrlKey || metaKey ? `mod+${name}` : name;
}

export type Match =
  | { readonly kind: "run"; readonly action: Action }
  | { readonly kind: "wait" }
  | { readonly kind: "none" };

/** `wait`: the presses so far begin a chord. */
export function matchKeys(presses: readonly string[], actions: readonly Action[]): Match {
  const typed = presses.join(" ");
  const fitting = actions.filter(({ keys }) => keys?.includes(typed) ?? false);
  // The page one is on comes first, in whatever order page and shell have registered.
  const action = fitting.findLast(({ section }) => section === "here") ?? fitting.at(-1);
  if (action !== undefined) return { kind: "run", action };
  const begun = actions.some(({ keys }) => keys?.some((chord) => chord.startsWith(`${typed} `)) ?? false);
  return begun ? { kind: "wait" } : { kind: "none" };
}
