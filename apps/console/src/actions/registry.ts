import type { MessageKey } from "../messages/en.ts";

export type ActionSection = "go" | "here" | "general";

/** One thing a person may do. Menus, palette, shortcuts and the help sheet all read this. */
export type Action = {
  readonly id: string;
  readonly title: MessageKey;
  /** The whole title, where a name is in it. */
  readonly text?: string;
  readonly section: ActionSection;
  /** `c`, `g u` (two presses), `mod+k`. The first is shown. */
  readonly keys?: readonly string[];
  /** Moves within a list and the like: in the help sheet, not in the palette. */
  readonly keyboardOnly?: boolean;
  readonly danger?: boolean;
  readonly run: () => void;
};

export type ActionRegistry = {
  list: () => readonly Action[];
  /** Where keys are the same the page's win, and of these the later ones. */
  register: (actions: readonly Action[]) => () => void;
  subscribe: (listener: () => void) => () => void;
};

export function createActionRegistry(): ActionRegistry {
  let groups: (readonly Action[])[] = [];
  let flat: readonly Action[] = [];
  const listeners = new Set<() => void>();
  const publish = (next: (readonly Action[])[]) => {
    groups = next;
    flat = groups.flat();
    listeners.forEach((listener) => listener());
  };
  return {
    list: () => flat,
    register(actions) {
      publish([...groups, actions]);
      return () => publish(groups.filter((group) => group !== actions));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
