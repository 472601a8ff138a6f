import { useSyncExternalStore } from "react";

export const themes = ["light", "dark", "system"] as const;
export type Theme = (typeof themes)[number];
export const densities = ["compact", "normal", "roomy"] as const;
export type Density = (typeof densities)[number];
export type Preferences = {
  readonly theme: Theme;
  readonly density: Density;
  readonly locale: string | undefined;
  /** Columns of the list of people, as the address writes them. */
  readonly userColumns: string | undefined;
};
export type PreferenceStore = {
  get: () => Preferences;
  set: (change: Partial<Preferences>) => void;
  subscribe: (listener: () => void) => () => void;
};

// theme.js reads the same key before the first paint.
const storageKey = "atrium.preferences";

function read(storage: Storage): Preferences {
  const fallback: Preferences = {
    theme: "system",
    density: "normal",
    locale: undefined,
    userColumns: undefined,
  };
  try {
    const kept: unknown = JSON.parse(storage.getItem(storageKey) ?? "{}");
    if (typeof kept !== "object" || kept === null) return fallback;
    return {
      theme: themes.find((theme) => "theme" in kept && kept.theme === theme) ?? fallback.theme,
      density: densities.find((one) => "density" in kept && kept.density === one) ?? fallback.density,
      locale: "locale" in kept && typeof kept.locale === "string" ? kept.locale : undefined,
      userColumns:
        "userColumns" in kept && typeof kept.userColumns === "string" ? kept.userColumns : undefined,
    };
  } catch {
    return fallback;
  }
}

function apply({ theme, density }: Preferences, root: HTMLElement): void {
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  root.dataset["density"] = density;
}

export function createPreferences(storage: Storage, root: HTMLElement): PreferenceStore {
  let current = read(storage);
  const listeners = new Set<() => void>();
  apply(current, root);
  return {
    get: () => current,
    set(change) {
      current = { ...current, ...change };
      apply(current, root);
      try {
        storage.setItem(storageKey, JSON.stringify(current));
      } catch {
        // A closed storage costs the memory of the choice, not the choice.
      }
      listeners.forEach((listener) => listener());
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function usePreferences(store: PreferenceStore): Preferences {
  return useSyncExternalStore(store.subscribe, store.get);
}
