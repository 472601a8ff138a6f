import type { Toasts } from "@atrium/ui";
import { createContext, useContext, type ReactNode } from "react";
import type { ActionRegistry } from "../actions/registry.ts";
import type { SessionEnd } from "../api/query-client.ts";
import type { StepUp } from "../api/step-up.ts";
import type { PreferenceStore } from "./preferences.ts";

/** What main.tsx makes once and everybody below may use. */
export type App = {
  readonly preferences: PreferenceStore;
  readonly actions: ActionRegistry;
  readonly toasts: Toasts;
  readonly sessionEnd: SessionEnd;
  /** Acting as somebody else is over. */
  readonly actingOver: SessionEnd;
  readonly stepUp: StepUp;
};

const AppContext = createContext<App | null>(null);

export function AppProvider({ app, children }: { app: App; children: ReactNode }) {
  return <AppContext value={app}>{children}</AppContext>;
}

export function useApp(): App {
  const app = useContext(AppContext);
  if (app === null) throw new Error("There is no AppProvider above.");
  return app;
}
