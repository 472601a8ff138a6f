import { attemptOutcomes, securityStates } from "@atrium/contracts";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { searchChoice, searchText } from "../search.ts";
import { listSearch, type ListSearch } from "../list-search.ts";
import { organization } from "./base.tsx";

const audit = createRoute({
  getParentRoute: () => organization,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): { q?: string; cursor?: string; event?: string } => {
    const event = searchText(search["event"]);
    return { ...listSearch(search), ...(event && { event }) };
  },
  component: lazyRouteComponent(() => import("../../pages/audit/audit-page.tsx"), "AuditPage"),
});

const sessions = createRoute({
  getParentRoute: () => organization,
  path: "/security/sessions",
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { tab?: "attempts"; person?: string; outcome?: (typeof attemptOutcomes)[number] } => {
    const tab = searchChoice(search["tab"], ["attempts"]);
    const person = searchText(search["person"]);
    const outcome = searchChoice(search["outcome"], attemptOutcomes);
    return {
      ...listSearch(search),
      ...(tab && { tab }),
      ...(person && { person }),
      ...(outcome && { outcome }),
    };
  },
  component: lazyRouteComponent(() => import("../../pages/security/sessions-page.tsx"), "SessionsPage"),
});

const securityEvents = createRoute({
  getParentRoute: () => organization,
  path: "/security/events",
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { state?: (typeof securityStates)[number] | "all"; event?: string } => {
    const state = searchChoice(search["state"], [...securityStates, "all"]);
    const event = searchText(search["event"]);
    return { ...listSearch(search), ...(state && { state }), ...(event && { event }) };
  },
  component: lazyRouteComponent(() => import("../../pages/security/events-page.tsx"), "EventsPage"),
});

export const securityRoutes = [audit, sessions, securityEvents] as const;
