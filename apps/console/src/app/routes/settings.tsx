import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { jobChoices } from "../../jobs/job-choices.ts";
import { searchChoice, searchText } from "../search.ts";
import { organization } from "./base.tsx";

const general = createRoute({
  getParentRoute: () => organization,
  path: "/settings/general",
  component: lazyRouteComponent(() => import("../../pages/general/general-page.tsx"), "GeneralPage"),
});

const branding = createRoute({
  getParentRoute: () => organization,
  path: "/settings/branding",
  component: lazyRouteComponent(() => import("../../pages/branding/branding-page.tsx"), "BrandingPage"),
});

const domains = createRoute({
  getParentRoute: () => organization,
  path: "/settings/domains",
  component: lazyRouteComponent(() => import("../../pages/domains/domains-page.tsx"), "DomainsPage"),
});

const policies = createRoute({
  getParentRoute: () => organization,
  path: "/settings/policies",
  component: lazyRouteComponent(() => import("../../pages/policies/policies-page.tsx"), "PoliciesPage"),
});

const privacy = createRoute({
  getParentRoute: () => organization,
  path: "/settings/privacy",
  validateSearch: (search: Record<string, unknown>): { purpose?: string } => {
    const purpose = searchText(search["purpose"]);
    return purpose === undefined ? {} : { purpose };
  },
  component: lazyRouteComponent(() => import("../../pages/privacy/privacy-page.tsx"), "RetentionPage"),
});

const attributes = createRoute({
  getParentRoute: () => organization,
  path: "/settings/attributes",
  validateSearch: (search: Record<string, unknown>): { attribute?: string } => {
    const attribute = searchText(search["attribute"]);
    return attribute === undefined ? {} : { attribute };
  },
  component: lazyRouteComponent(() => import("../../pages/attributes/attributes-page.tsx"), "AttributesPage"),
});

const lifecycle = createRoute({
  getParentRoute: () => organization,
  path: "/settings/lifecycle",
  validateSearch: (search: Record<string, unknown>): { rule?: string; preview?: string } => {
    const rule = searchText(search["rule"]);
    const preview = searchText(search["preview"]);
    return { ...(rule && { rule }), ...(preview && { preview }) };
  },
  component: lazyRouteComponent(() => import("../../pages/lifecycle/lifecycle-page.tsx"), "LifecyclePage"),
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
  component: lazyRouteComponent(() => import("../../pages/jobs/jobs-page.tsx"), "JobsPage"),
});

const directories = createRoute({
  getParentRoute: () => organization,
  path: "/settings/directories",
  component: lazyRouteComponent(
    () => import("../../pages/directories/directories-page.tsx"),
    "DirectoriesPage",
  ),
});

const newDirectory = createRoute({
  getParentRoute: () => organization,
  path: "/settings/directories/new",
  component: lazyRouteComponent(
    () => import("../../pages/directories/new-directory-page.tsx"),
    "NewDirectoryPage",
  ),
});

const directory = createRoute({
  getParentRoute: () => organization,
  path: "/settings/directories/$id",
  component: lazyRouteComponent(() => import("../../pages/directories/directory-page.tsx"), "DirectoryPage"),
});

export const settingsRoutes = [
  general,
  branding,
  domains,
  policies,
  privacy,
  attributes,
  lifecycle,
  jobs,
  directories,
  newDirectory,
  directory,
] as const;
