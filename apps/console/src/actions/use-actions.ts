import { useEffect, useRef, useSyncExternalStore } from "react";
import { useApp } from "../app/app-context.tsx";
import type { Action } from "./registry.ts";

/** Offers actions while the component is shown. They always run the newest closures. */
export function useActions(actions: readonly Action[]): void {
  const { actions: registry } = useApp();
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  // Closures change at each render; what is offered changes only with its shape.
  const shape = actions.map(({ id, title, text, keys }) => [id, title, text, keys].join("|")).join("\n");
  useEffect(
    () =>
      registry.register(
        newest.current.map((action) => ({
          ...action,
          run: () => newest.current.find(({ id }) => id === action.id)?.run(),
        })),
      ),
    [registry, shape],
  );
}

export function useActionList(): readonly Action[] {
  const { actions } = useApp();
  return useSyncExternalStore(actions.subscribe, actions.list);
}
