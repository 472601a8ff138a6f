import { apiKeyStates, reviewDecisions, type ReviewDecision } from "@atrium/contracts";
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { accessSearch } from "../../pages/access/question.ts";
import { roleSearch, rolesSearch } from "../role-search.ts";
import { searchChoice, searchText } from "../search.ts";
import { listSearch, type ListSearch } from "../list-search.ts";
import { organization } from "./base.tsx";

const access = createRoute({
  getParentRoute: () => organization,
  path: "/access",
  validateSearch: accessSearch,
  component: lazyRouteComponent(() => import("../../pages/access/access-page.tsx"), "AccessPage"),
});

const roles = createRoute({
  getParentRoute: () => organization,
  path: "/roles",
  validateSearch: rolesSearch,
  component: lazyRouteComponent(() => import("../../pages/roles/roles-page.tsx"), "RolesPage"),
});

const role = createRoute({
  getParentRoute: () => organization,
  path: "/roles/$slug",
  validateSearch: roleSearch,
  component: lazyRouteComponent(() => import("../../pages/roles/role-page.tsx"), "RolePage"),
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
  component: lazyRouteComponent(() => import("../../pages/keys/keys-page.tsx"), "KeysPage"),
});

const serviceAccount = createRoute({
  getParentRoute: () => organization,
  path: "/keys/accounts/$id",
  component: lazyRouteComponent(() => import("../../pages/keys/account-page.tsx"), "AccountPage"),
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
  component: lazyRouteComponent(() => import("../../pages/requests/requests-page.tsx"), "RequestsPage"),
});

const reviews = createRoute({
  getParentRoute: () => organization,
  path: "/reviews",
  validateSearch: (search: Record<string, unknown>): { cursor?: string; make?: true } => {
    const cursor = searchText(search["cursor"]);
    return { ...(cursor && { cursor }), ...(search["make"] === true && { make: true }) };
  },
  component: lazyRouteComponent(() => import("../../pages/reviews/reviews-page.tsx"), "ReviewsPage"),
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
  component: lazyRouteComponent(() => import("../../pages/reviews/review-page.tsx"), "ReviewPage"),
});

export const accessRoutes = [access, roles, role, keys, serviceAccount, requests, reviews, review] as const;
