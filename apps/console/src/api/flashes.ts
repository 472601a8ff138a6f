import { useSyncExternalStore } from "react";

/** The rows that have just changed. */
export type Flashes = {
  add: (id: string) => void;
  get: () => ReadonlySet<string>;
  subscribe: (listener: () => void) => () => void;
};

const flashMilliseconds = 1800;

export function createFlashes(): Flashes {
  let ids: ReadonlySet<string> = new Set();
  const listeners = new Set<() => void>();
  const publish = (next: ReadonlySet<string>) => {
    ids = next;
    listeners.forEach((listener) => listener());
  };
  return {
    add(id) {
      publish(new Set([...ids, id]));
      setTimeout(() => publish(new Set([...ids].filter((other) => other !== id))), flashMilliseconds);
    },
    get: () => ids,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useFlashes(flashes: Flashes): ReadonlySet<string> {
  return useSyncExternalStore(flashes.subscribe, flashes.get);
}
