import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, Outlet, redirect } from "@tanstack/react-router";
import { ApiError } from "@atrium/sdk";
import { sessionQuery } from "../../api/session.ts";
import { OrganizationLayout } from "../../shell/organization-layout.tsx";
import { RouteFailure, RouteMissing, RoutePending } from "../../shell/route-states.tsx";

export type RouterContext = { readonly queryClient: QueryClient };

export const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: RouteMissing,
  errorComponent: RouteFailure,
});

/** Signed out: to the sign-in, and back here afterwards. */
export async function needSession(queryClient: QueryClient, organization: string | null, href: string) {
  try {
    await queryClient.ensureQueryData(sessionQuery(organization));
  } catch (error) {
    if (error instanceof ApiError && error.code === "auth.required") {
      throw redirect({ to: "/sign-in", search: { next: href } });
    }
    throw error;
  }
}

export const organization = createRoute({
  getParentRoute: () => root,
  path: "/o/$org",
  beforeLoad: ({ context, params, location }) => needSession(context.queryClient, params.org, location.href),
  component: OrganizationLayout,
  pendingComponent: RoutePending,
});
