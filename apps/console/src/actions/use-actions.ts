import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { useApp } from "../app/app-context.tsx";
import type { Action } from "./registry.ts";

/** Offers actions while the component is shown. They always run the newest closures. */
export function useActions(actions: readonly Action[]): void {
  const { actions: registry } = useApp();
  const newest = useRef(actions);
  useEffect(() => {
    newest.current = actions;
  });
  const shape = actions.map(({ id, title, keys }) => [id, title, keys].join("|")).join("\n");
  const stable = useMemo(
    () =>
      actions.map((action) => ({
        ...action,
        run: () => newest.current.find(({ id }) => id === action.id)?.run(),
      })),
    // The shape stands for the list: closures change at each render, the offer does not.
    [shape],
  );
  useEffect(() => registry.register(stable), [registry, stable]);
}

export function useActionList(): readonly Action[] {
  const { actions } = useApp();
  return useSyncExternalStore(actions.subscribe, actions.list);
}
