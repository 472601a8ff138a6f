import { logout } from "@atrium/contracts";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Action } from "../actions/registry.ts";
import { useActions } from "../actions/use-actions.ts";
import { acting } from "../api/acting.ts";
import { useOperationAction } from "../api/operation.ts";
import { useCan } from "../api/session.ts";
import { useApp } from "../app/app-context.tsx";
import { densities, themes } from "../app/preferences.ts";
import { Palette } from "./palette.tsx";
import { useAreas } from "./use-areas.ts";

const HelpSheet = lazy(() => import("./help-sheet.tsx").then(({ HelpSheet: sheet }) => ({ default: sheet })));

const onesOwn = new Set(["profile", "ownSecurity", "ownPrivacy", "signOut"]);

/** The actions that are there on every page, and the two places that show all of them. */
export function CommandLayer({ organization }: { organization: string }) {
  const { preferences } = useApp();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const can = useCan();
  const areas = useAreas();
  const [shown, setShown] = useState<"palette" | "help" | null>(null);
  const signOut = useOperationAction(logout, {
    onDone: () => {
      queryClient.clear();
      void navigate({ to: "/sign-in" });
    },
  });
  const next = <T,>(choices: readonly T[], now: T) =>
    choices[(choices.indexOf(now) + 1) % choices.length] ?? now;

  const actions: Action[] = [
    {
      id: "palette",
      title: "action.palette",
      section: "general",
      keys: ["mod+k"],
      keyboardOnly: true,
      run: () => setShown("palette"),
    },
    ...areas.map((area): Action => ({
      id: `go-${area.id}`,
      title: area.action,
      section: "go",
      ...(area.keys !== null && { keys: [area.keys] }),
      run: () => void navigate({ to: area.to, params: { org: organization } }),
    })),
    {
      id: "profile",
      title: "action.goProfile",
      section: "go",
      keys: ["g m"],
      run: () => void navigate({ to: "/me" }),
    },
    {
      id: "ownSecurity",
      title: "action.goOwnSecurity",
      section: "go",
      run: () => void navigate({ to: "/me/security" }),
    },
    {
      id: "ownPrivacy",
      title: "action.goOwnPrivacy",
      section: "go",
      run: () => void navigate({ to: "/me/privacy" }),
    },
    {
      id: "theme",
      title: "action.theme",
      section: "general",
      keys: ["t"],
      run: () => preferences.set({ theme: next(themes, preferences.get().theme) }),
    },
    {
      id: "density",
      title: "action.density",
      section: "general",
      run: () => preferences.set({ density: next(densities, preferences.get().density) }),
    },
    { id: "help", title: "action.help", section: "general", keys: ["?"], run: () => setShown("help") },
    {
      id: "refresh",
      title: "action.refresh",
      section: "general",
      run: () => void queryClient.invalidateQueries({ queryKey: [organization] }),
    },
    { id: "signOut", title: "action.signOut", section: "general", run: () => signOut.mutate({}) },
  ];
  if (can("users:create")) {
    actions.push({
      id: "user.create",
      title: "action.createUser",
      section: "general",
      keys: ["c"],
      run: () => void navigate({ to: "/o/$org/users/new", params: { org: organization } }),
    });
  }
  // What is the other person's alone is nowhere to go to while one acts as them.
  useActions(acting() === null ? actions : actions.filter(({ id }) => !onesOwn.has(id)));

  return (
    <Suspense fallback={null}>
      {shown === "palette" && <Palette organization={organization} onClose={() => setShown(null)} />}
      {shown === "help" && <HelpSheet onClose={() => setShown(null)} />}
    </Suspense>
  );
}
