import { invitationStates } from "@atrium/contracts";
import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";
import { organizationSortChoices } from "../organization-sorts.ts";
import { searchChoice, searchText } from "../search.ts";
import {
  type DuplicatesSearch,
  duplicatesSearch,
  groupTabs,
  listSearch,
  type ListSearch,
  memberViews,
  userListSearch,
  type UserListSearch,
  userTabs,
} from "../list-search.ts";
import { organization } from "./base.tsx";

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
  component: lazyRouteComponent(() => import("../../pages/home/home-page.tsx"), "HomePage"),
});

const users = createRoute({
  getParentRoute: () => organization,
  path: "/users",
  validateSearch: (search: Record<string, unknown>): UserListSearch & { peek?: string } => {
    const peek = searchText(search["peek"]);
    return { ...userListSearch(search), ...(peek && { peek }) };
  },
  component: lazyRouteComponent(() => import("../../pages/users/users-page.tsx"), "UsersPage"),
});

const searchPeople = createRoute({
  getParentRoute: () => organization,
  path: "/users/search",
  validateSearch: (search: Record<string, unknown>): { q?: string } => {
    const q = searchText(search["q"]);
    return q === undefined ? {} : { q };
  },
  component: lazyRouteComponent(() => import("../../pages/users/search-page.tsx"), "SearchPage"),
});

const newUser = createRoute({
  getParentRoute: () => organization,
  path: "/users/new",
  component: lazyRouteComponent(() => import("../../pages/users/new-user-page.tsx"), "NewUserPage"),
});

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
  component: lazyRouteComponent(() => import("../../pages/user/user-page.tsx"), "UserPage"),
});

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
  component: lazyRouteComponent(() => import("../../pages/groups/groups-page.tsx"), "GroupsPage"),
});

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
  component: lazyRouteComponent(() => import("../../pages/groups/group-page.tsx"), "GroupPage"),
});

const segments = createRoute({
  getParentRoute: () => organization,
  path: "/segments",
  validateSearch: (
    search: Record<string, unknown>,
  ): ListSearch & { segment?: string; make?: true; filter?: string } => {
    const segment = searchText(search["segment"]);
    const filter = searchText(search["filter"]);
    return {
      ...listSearch(search),
      ...(segment && { segment }),
      ...(search["make"] === true && { make: true }),
      ...(filter && { filter }),
    };
  },
  component: lazyRouteComponent(() => import("../../pages/segments/segments-page.tsx"), "SegmentsPage"),
});

const duplicates = createRoute({
  getParentRoute: () => organization,
  path: "/duplicates",
  validateSearch: (search: Record<string, unknown>): DuplicatesSearch => duplicatesSearch(search),
  component: lazyRouteComponent(() => import("../../pages/duplicates/duplicates-page.tsx"), "DuplicatesPage"),
});

const onboarding = createRoute({
  getParentRoute: () => organization,
  path: "/onboarding",
  validateSearch: (
    search: Record<string, unknown>,
  ): { checklist?: string; progress?: string; after?: string } => {
    const checklist = searchText(search["checklist"]);
    const progress = searchText(search["progress"]);
    const after = searchText(search["after"]);
    return { ...(checklist && { checklist }), ...(progress && { progress }), ...(after && { after }) };
  },
  component: lazyRouteComponent(() => import("../../pages/onboarding/onboarding-page.tsx"), "OnboardingPage"),
});

const merge = createRoute({
  getParentRoute: () => organization,
  path: "/duplicates/merge",
  validateSearch: (search: Record<string, unknown>): { stays: string; goes: string } => ({
    stays: searchText(search["stays"]) ?? "",
    goes: searchText(search["goes"]) ?? "",
  }),
  component: lazyRouteComponent(() => import("../../pages/duplicates/merge-page.tsx"), "MergePage"),
});

const imports = createRoute({
  getParentRoute: () => organization,
  path: "/imports",
  validateSearch: (search: Record<string, unknown>): { cursor?: string } => {
    const cursor = searchText(search["cursor"]);
    return cursor === undefined ? {} : { cursor };
  },
  component: lazyRouteComponent(() => import("../../pages/imports/imports-page.tsx"), "ImportsPage"),
});

const oneImport = createRoute({
  getParentRoute: () => organization,
  path: "/imports/$id",
  validateSearch: (search: Record<string, unknown>): { step?: "columns" } => {
    const step = searchChoice(search["step"], ["columns"]);
    return step === undefined ? {} : { step };
  },
  component: lazyRouteComponent(() => import("../../pages/imports/import-page.tsx"), "ImportPage"),
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
    () => import("../../pages/organizations/organizations-page.tsx"),
    "OrganizationsPage",
  ),
});

const oneOrganization = createRoute({
  getParentRoute: () => organization,
  path: "/organizations/$id",
  component: lazyRouteComponent(
    () => import("../../pages/organizations/organization-page.tsx"),
    "OrganizationPage",
  ),
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
  component: lazyRouteComponent(
    () => import("../../pages/invitations/invitations-page.tsx"),
    "InvitationsPage",
  ),
});

export const peopleRoutes = [
  organizationIndex,
  home,
  users,
  searchPeople,
  newUser,
  user,
  groups,
  group,
  segments,
  duplicates,
  merge,
  onboarding,
  imports,
  oneImport,
  organizations,
  oneOrganization,
  invitations,
] as const;
