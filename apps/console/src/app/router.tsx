import {
  apiKeyStates,
  attemptOutcomes,
  invitationStates,
  securityStates,
  userSorts,
  reviewDecisions,
  type ReviewDecision,
} from "@atrium/contracts";
import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from "@tanstack/react-router";
import { ApiError } from "@atrium/sdk";
import { sessionQuery } from "../api/session.ts";
import { OrganizationLayout } from "../shell/organization-layout.tsx";
import { RouteFailure, RouteMissing, RoutePending } from "../shell/route-states.tsx";
import { firstPlace } from "./first-place.ts";
import { organizationSortChoices } from "./organization-sorts.ts";
import { accessSearch } from "../pages/access/question.ts";
import { jobChoices } from "../jobs/job-choices.ts";
import { roleSearch, rolesSearch } from "./role-search.ts";
import { ownPath, searchChoice, searchText } from "./search.ts";

export type RouterContext = { readonly queryClient: QueryClient };

const root = createRootRouteWithContext<RouterContext>()({
  component: Outlet,
  notFoundComponent: RouteMissing,
  errorComponent: RouteFailure,
});

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
  component: lazyRouteComponent(() => import("../pages/setup/setup-page.tsx"), "SetupPage"),
});

/** Beside the organization, not within it: while the demo company is made there is no rail to be lured by. */
const demo = createRoute({
  getParentRoute: () => root,
  path: "/o/$org/demo",
  beforeLoad: ({ context, params, location }) => needSession(context.queryClient, params.org, location.href),
  component: lazyRouteComponent(() => import("../pages/setup/demo-page.tsx"), "DemoPage"),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: "/sign-in",
  validateSearch: (search: Record<string, unknown>): { next?: string } => {
    const next = ownPath(search["next"]);
    return next === undefined ? {} : { next };
  },
  component: lazyRouteComponent(() => import("../pages/sign-in/sign-in-page.tsx"), "SignInPage"),
});

/** Signed out: to the sign-in, and back here afterwards. */
async function needSession(queryClient: QueryClient, organization: string | null, href: string) {
  try {
    await queryClient.ensureQueryData(sessionQuery(organization));
  } catch (error) {
    if (error instanceof ApiError && error.code === "auth.required") {
      throw redirect({ to: "/sign-in", search: { next: href } });
    }
    throw error;
  }
}

const organization = createRoute({
  getParentRoute: () => root,
  path: "/o/$org",
  beforeLoad: ({ context, params, location }) => needSession(context.queryClient, params.org, location.href),
  component: OrganizationLayout,
  pendingComponent: RoutePending,
});

const organizationIndex = createRoute({
  getParentRoute: () => organization,
  path: "/",
  beforeLoad: ({ params }) => {
    throw redirect({ to: "/o/$org/home", params });
  },
});

const home = createRoute({
  getParentRoute: () => organization,
  path: "/home",
  component: lazyRouteComponent(() => import("../pages/home/home-page.tsx"), "HomePage"),
});

/** Where a list stands. The page of a person carries it along, so that it knows its neighbours and its way back. */
export type UserListSearch = { q?: string; sort?: (typeof userSorts)[number]; cursor?: string };

function userListSearch(search: Record<string, unknown>): UserListSearch {
  const q = searchText(search["q"]);
  const sort = searchChoice(search["sort"], userSorts);
  const cursor = searchText(search["cursor"]);
  return { ...(q && { q }), ...(sort && { sort }), ...(cursor && { cursor }) };
}

const users = createRoute({
  getParentRoute: () => organization,
  path: "/users",
  validateSearch: (search: Record<string, unknown>): UserListSearch & { peek?: string } => {
    const peek = searchText(search["peek"]);
    return { ...userListSearch(search), ...(peek && { peek }) };
  },
  component: lazyRouteComponent(() => import("../pages/users/users-page.tsx"), "UsersPage"),
});

const newUser = createRoute({
  getParentRoute: () => organization,
  path: "/users/new",
  component: lazyRouteComponent(() => import("../pages/users/new-user-page.tsx"), "NewUserPage"),
});

export const userTabs = ["overview", "access", "security", "activity"] as const;
const user = createRoute({
  getParentRoute: () => organization,
  path: "/users/$id",
  validateSearch: (
    search: Record<string, unknown>,
  ): UserListSearch & { tab?: (typeof userTabs)[number]; edit?: true } => {
    const tab = searchChoice(search["tab"], userTabs);
    const edit = search["edit"] === true;
    return { ...userListSearch(search), ...(tab && { tab }), ...(edit && { edit }) };
  },
  component: lazyRouteComponent(() => import("../pages/user/user-page.tsx"), "UserPage"),
});

type ListSearch = { q?: string; cursor?: string };
const listSearch = (search: Record<string, unknown>): ListSearch => {
  const q = searchText(search["q"]);
  const cursor = searchText(search["cursor"]);
  return { ...(q && { q }), ...(cursor && { cursor }) };
};

const groups = createRoute({
  getParentRoute: () => organization,
  path: "/groups",
  validateSearch: (
    search: Record<string, unknown>,
  ): { q?: string; open?: string; view?: "deleted"; new?: true } => {
    const q = searchText(search["q"]);
    const open = searchText(search["open"]);
    const view = searchChoice(search["view"], ["deleted"]);
    return {
      ...(q && { q }),
      ...(open && { open }),
      ...(view && { view }),
      ...(search["new"] === true && { new: true }),
    };
  },
  component: lazyRouteComponent(() => import("../pages/groups/groups-page.tsx"), "GroupsPage"),
});

export const groupTabs = ["members", "subgroups", "rights", "rule", "activity"] as const;
export const memberViews = ["own", "hand", "rule", "below", "all"] as const;
const group = createRoute({
  getParentRoute: () => organization,
  path: "/groups/$id",
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { tab?: (typeof groupTabs)[number]; view?: (typeof memberViews)[number] } => {
    const tab = searchChoice(search["tab"], groupTabs);
    const view = searchChoice(search["view"], memberViews);
    return { ...listSearch(search), ...(tab && { tab }), ...(view && { view }) };
  },
  component: lazyRouteComponent(() => import("../pages/groups/group-page.tsx"), "GroupPage"),
});

const organizations = createRoute({
  getParentRoute: () => organization,
  path: "/organizations",
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { sort?: (typeof organizationSortChoices)[number]; make?: true } => {
    const sort = searchChoice(search["sort"], organizationSortChoices);
    return { ...listSearch(search), ...(sort && { sort }), ...(search["make"] === true && { make: true }) };
  },
  component: lazyRouteComponent(
    () => import("../pages/organizations/organizations-page.tsx"),
    "OrganizationsPage",
  ),
});

const oneOrganization = createRoute({
  getParentRoute: () => organization,
  path: "/organizations/$id",
  component: lazyRouteComponent(
    () => import("../pages/organizations/organization-page.tsx"),
    "OrganizationPage",
  ),
});

const general = createRoute({
  getParentRoute: () => organization,
  path: "/settings/general",
  component: lazyRouteComponent(() => import("../pages/general/general-page.tsx"), "GeneralPage"),
});

const branding = createRoute({
  getParentRoute: () => organization,
  path: "/settings/branding",
  component: lazyRouteComponent(() => import("../pages/branding/branding-page.tsx"), "BrandingPage"),
});

const domains = createRoute({
  getParentRoute: () => organization,
  path: "/settings/domains",
  component: lazyRouteComponent(() => import("../pages/domains/domains-page.tsx"), "DomainsPage"),
});

const audit = createRoute({
  getParentRoute: () => organization,
  path: "/audit",
  validateSearch: (search: Record<string, unknown>): { q?: string; cursor?: string; event?: string } => {
    const event = searchText(search["event"]);
    return { ...listSearch(search), ...(event && { event }) };
  },
  component: lazyRouteComponent(() => import("../pages/audit/audit-page.tsx"), "AuditPage"),
});

const invitations = createRoute({
  getParentRoute: () => organization,
  path: "/invitations",
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { state?: (typeof invitationStates)[number]; invite?: true } => {
    const state = searchChoice(search["state"], invitationStates);
    return {
      ...listSearch(search),
      ...(state && { state }),
      ...(search["invite"] === true && { invite: true }),
    };
  },
  component: lazyRouteComponent(() => import("../pages/invitations/invitations-page.tsx"), "InvitationsPage"),
});

const roles = createRoute({
  getParentRoute: () => organization,
  path: "/roles",
  validateSearch: rolesSearch,
  component: lazyRouteComponent(() => import("../pages/roles/roles-page.tsx"), "RolesPage"),
});

const role = createRoute({
  getParentRoute: () => organization,
  path: "/roles/$slug",
  validateSearch: roleSearch,
  component: lazyRouteComponent(() => import("../pages/roles/role-page.tsx"), "RolePage"),
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
  component: lazyRouteComponent(() => import("../pages/security/sessions-page.tsx"), "SessionsPage"),
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
  component: lazyRouteComponent(() => import("../pages/security/events-page.tsx"), "EventsPage"),
});

const policies = createRoute({
  getParentRoute: () => organization,
  path: "/settings/policies",
  component: lazyRouteComponent(() => import("../pages/policies/policies-page.tsx"), "PoliciesPage"),
});

const jobs = createRoute({
  getParentRoute: () => organization,
  path: "/settings/jobs",
  validateSearch: (
    search: Record<string, unknown>,
  ): { cursor?: string; show?: (typeof jobChoices)[number]; system?: true; job?: string } => {
    const cursor = searchText(search["cursor"]);
    const show = searchChoice(search["show"], jobChoices);
    const job = searchText(search["job"]);
    return {
      ...(cursor && { cursor }),
      ...(show && { show }),
      ...(search["system"] === true && { system: true }),
      ...(job && { job }),
    };
  },
  component: lazyRouteComponent(() => import("../pages/jobs/jobs-page.tsx"), "JobsPage"),
});

const directories = createRoute({
  getParentRoute: () => organization,
  path: "/settings/directories",
  component: lazyRouteComponent(() => import("../pages/directories/directories-page.tsx"), "DirectoriesPage"),
});

const newDirectory = createRoute({
  getParentRoute: () => organization,
  path: "/settings/directories/new",
  component: lazyRouteComponent(
    () => import("../pages/directories/new-directory-page.tsx"),
    "NewDirectoryPage",
  ),
});

const directory = createRoute({
  getParentRoute: () => organization,
  path: "/settings/directories/$id",
  component: lazyRouteComponent(() => import("../pages/directories/directory-page.tsx"), "DirectoryPage"),
});

const access = createRoute({
  getParentRoute: () => organization,
  path: "/access",
  validateSearch: accessSearch,
  component: lazyRouteComponent(() => import("../pages/access/access-page.tsx"), "AccessPage"),
});

const keySorts = ["-createdAt", "createdAt", "name", "-name"] as const;
const keys = createRoute({
  getParentRoute: () => organization,
  path: "/keys",
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & {
    tab?: "accounts";
    state?: (typeof apiKeyStates)[number];
    sort?: (typeof keySorts)[number];
    key?: string;
    make?: true;
  } => {
    const tab = searchChoice(search["tab"], ["accounts"]);
    const state = searchChoice(search["state"], apiKeyStates);
    const sort = searchChoice(search["sort"], keySorts);
    const key = searchText(search["key"]);
    return {
      ...listSearch(search),
      ...(tab && { tab }),
      ...(state && { state }),
      ...(sort && { sort }),
      ...(key && { key }),
      ...(search["make"] === true && { make: true }),
    };
  },
  component: lazyRouteComponent(() => import("../pages/keys/keys-page.tsx"), "KeysPage"),
});

const serviceAccount = createRoute({
  getParentRoute: () => organization,
  path: "/keys/accounts/$id",
  component: lazyRouteComponent(() => import("../pages/keys/account-page.tsx"), "AccountPage"),
});

const requests = createRoute({
  getParentRoute: () => organization,
  path: "/requests",
  validateSearch: (
    search: Record<string, unknown>,
  ): { view?: "decide" | "all" | "rules"; cursor?: string; ask?: true } => {
    const view = searchChoice(search["view"], ["decide", "all", "rules"]);
    const cursor = searchText(search["cursor"]);
    return { ...(view && { view }), ...(cursor && { cursor }), ...(search["ask"] === true && { ask: true }) };
  },
  component: lazyRouteComponent(() => import("../pages/requests/requests-page.tsx"), "RequestsPage"),
});

const reviews = createRoute({
  getParentRoute: () => organization,
  path: "/reviews",
  validateSearch: (search: Record<string, unknown>): { cursor?: string; make?: true } => {
    const cursor = searchText(search["cursor"]);
    return { ...(cursor && { cursor }), ...(search["make"] === true && { make: true }) };
  },
  component: lazyRouteComponent(() => import("../pages/reviews/reviews-page.tsx"), "ReviewsPage"),
});

const review = createRoute({
  getParentRoute: () => organization,
  path: "/reviews/$id",
  validateSearch: (
    search: Record<string, unknown>,
  ): { whose?: "all"; decision?: "waiting" | ReviewDecision; cursor?: string } => {
    const whose = searchChoice(search["whose"], ["all"]);
    const decision = searchChoice(search["decision"], ["waiting", ...reviewDecisions]);
    const cursor = searchText(search["cursor"]);
    return { ...(whose && { whose }), ...(decision && { decision }), ...(cursor && { cursor }) };
  },
  component: lazyRouteComponent(() => import("../pages/reviews/review-page.tsx"), "ReviewPage"),
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
  component: lazyRouteComponent(() => import("../pages/me/me-layout.tsx"), "MeLayout"),
});

const profile = createRoute({
  getParentRoute: () => me,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/me/me-page.tsx"), "MePage"),
});

const ownSecurity = createRoute({
  getParentRoute: () => me,
  path: "/security",
  component: lazyRouteComponent(() => import("../pages/me/security/security-page.tsx"), "SecurityPage"),
});

const tree = root.addChildren([
  index,
  setup,
  demo,
  signIn,
  ...mailed,
  me.addChildren([profile, ownSecurity]),
  organization.addChildren([
    organizationIndex,
    home,
    users,
    newUser,
    user,
    groups,
    group,
    organizations,
    oneOrganization,
    general,
    branding,
    domains,
    access,
    audit,
    invitations,
    roles,
    role,
    sessions,
    securityEvents,
    policies,
    jobs,
    directories,
    newDirectory,
    directory,
    requests,
    reviews,
    review,
    keys,
    serviceAccount,
  ]),
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
