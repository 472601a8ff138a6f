import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { RouteFailure, RouteMissing, RoutePending } from "../shell/route-states.tsx";
import { accessRoutes } from "./routes/access.tsx";
import { organization, root } from "./routes/base.tsx";
import { outsideRoutes } from "./routes/outside.tsx";
import { peopleRoutes } from "./routes/people.tsx";
import { securityRoutes } from "./routes/security.tsx";
import { settingsRoutes } from "./routes/settings.tsx";

const tree = root.addChildren([
  ...outsideRoutes,
  organization.addChildren([...peopleRoutes, ...accessRoutes, ...securityRoutes, ...settingsRoutes]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { queryClient },
    defaultPreload: "intent",
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
    defaultPendingComponent: RoutePending,
    defaultErrorComponent: RouteFailure,
    defaultNotFoundComponent: RouteMissing,
    scrollRestoration: true,
  });
}
export type AppRouter = ReturnType<typeof createAppRouter>;

declare module "@tanstack/react-router" {
  interface Register {
    router: AppRouter;
  }
}
