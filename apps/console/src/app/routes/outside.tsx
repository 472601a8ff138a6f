import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { firstPlace } from "../first-place.ts";
import { ownPath, searchText } from "../search.ts";
import { needSession, root } from "./base.tsx";

const index = createRoute({
  getParentRoute: () => root,
  path: "/",
  beforeLoad: async ({ context }) => {
    throw redirect({ href: await firstPlace(context.queryClient) });
  },
});

const setup = createRoute({
  getParentRoute: () => root,
  path: "/setup",
  component: lazyRouteComponent(() => import("../../pages/setup/setup-page.tsx"), "SetupPage"),
});

/** Beside the organization, not within it: while the demo company is made there is no rail to be lured by. */
const demo = createRoute({
  getParentRoute: () => root,
  path: "/o/$org/demo",
  beforeLoad: ({ context, params, location }) => needSession(context.queryClient, params.org, location.href),
  component: lazyRouteComponent(() => import("../../pages/setup/demo-page.tsx"), "DemoPage"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = ownPath(search["next"]);
    return next === undefined ? {} : { next };
  },
  component: lazyRouteComponent(() => import("../../pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});

/** Where mails lead, which know no organization by its slug: to the one that one is in. */
const mailed = (["requests", "reviews"] as const).map((area) =>
  createRoute({
    getParentRoute: () => root,
    path: `/access/${area}`,
    beforeLoad: async ({ context, location }) => {
      await needSession(context.queryClient, null, location.href);
      const home = await firstPlace(context.queryClient);
      throw redirect({ href: home.replace(/\/home$/, `/${area}`) });
    },
  }),
);

const me = createRoute({
  getParentRoute: () => root,
  path: "/me",
  beforeLoad: ({ context, location }) => needSession(context.queryClient, null, location.href),
  component: lazyRouteComponent(() => import("../../pages/me/me-layout.tsx"), "MeLayout"),
});

const profile = createRoute({
  getParentRoute: () => me,
  path: "/",
  component: lazyRouteComponent(() => import("../../pages/me/me-page.tsx"), "MePage"),
});

const ownSecurity = createRoute({
  getParentRoute: () => me,
  path: "/security",
  component: lazyRouteComponent(() => import("../../pages/me/security/security-page.tsx"), "SecurityPage"),
});

const ownPrivacy = createRoute({
  getParentRoute: () => me,
  path: "/privacy",
  validateSearch: (search: Record<string, unknown>): { in?: string } => {
    const place = searchText(search["in"]);
    return place === undefined ? {} : { in: place };
  },
  component: lazyRouteComponent(() => import("../../pages/me/privacy/privacy-page.tsx"), "PrivacyPage"),
});

export const outsideRoutes = [
  index,
  setup,
  demo,
  signIn,
  ...mailed,
  me.addChildren([profile, ownSecurity, ownPrivacy]),
] as const;
