import type { Permission } from "@atrium/contracts";
import type { MessageKey } from "../messages/en.ts";

export type AreaPath =
  | "/o/$org/home"
  | "/o/$org/users"
  | "/o/$org/invitations"
  | "/o/$org/organizations"
  | "/o/$org/groups"
  | "/o/$org/segments"
  | "/o/$org/onboarding"
  | "/o/$org/duplicates"
  | "/o/$org/imports"
  | "/o/$org/roles"
  | "/o/$org/access"
  | "/o/$org/requests"
  | "/o/$org/reviews"
  | "/o/$org/keys"
  | "/o/$org/security/sessions"
  | "/o/$org/security/events"
  | "/o/$org/audit"
  | "/o/$org/settings/general"
  | "/o/$org/settings/branding"
  | "/o/$org/settings/domains"
  | "/o/$org/settings/policies"
  | "/o/$org/settings/directories"
  | "/o/$org/settings/privacy"
  | "/o/$org/settings/attributes"
  | "/o/$org/settings/lifecycle"
  | "/o/$org/settings/jobs";
export type Area = {
  readonly id: string;
  readonly to: AreaPath;
  readonly title: MessageKey;
  readonly group: MessageKey | null;
  readonly permission: Permission | null;
  readonly action: MessageKey;
  /** Null where all chords are taken: the palette leads there. */
  readonly keys: string | null;
};

/** The areas that exist. Rail, palette and `g` chords read this list. */
export const areas: readonly Area[] = [
  {
    id: "home",
    to: "/o/$org/home",
    title: "nav.home",
    group: null,
    permission: null,
    action: "action.goHome",
    keys: "g h",
  },
  {
    id: "users",
    to: "/o/$org/users",
    title: "nav.users",
    group: "nav.people",
    permission: "users:read",
    action: "action.goUsers",
    keys: "g u",
  },
  {
    id: "groups",
    to: "/o/$org/groups",
    title: "nav.groups",
    group: "nav.people",
    permission: "groups:read",
    action: "action.goGroups",
    keys: "g t",
  },
  {
    id: "invitations",
    to: "/o/$org/invitations",
    title: "nav.invitations",
    group: "nav.people",
    permission: "invitations:read",
    action: "action.goInvitations",
    keys: "g i",
  },
  {
    id: "organizations",
    to: "/o/$org/organizations",
    title: "nav.organizations",
    group: "nav.people",
    permission: "organizations:list",
    action: "action.goOrganizations",
    keys: "g o",
  },
  {
    id: "segments",
    to: "/o/$org/segments",
    title: "nav.segments",
    group: "nav.people",
    permission: "users:read",
    action: "action.goSegments",
    keys: "g f",
  },
  {
    id: "duplicates",
    to: "/o/$org/duplicates",
    title: "nav.duplicates",
    group: "nav.people",
    permission: "users:merge",
    action: "action.goDuplicates",
    keys: "g w",
  },
  {
    id: "onboarding",
    to: "/o/$org/onboarding",
    title: "nav.onboarding",
    group: "nav.people",
    permission: "onboarding:read",
    action: "action.goOnboarding",
    keys: null,
  },
  {
    id: "imports",
    to: "/o/$org/imports",
    title: "nav.imports",
    group: "nav.people",
    permission: "users:create",
    action: "action.goImports",
    keys: "g y",
  },
  {
    id: "roles",
    to: "/o/$org/roles",
    title: "nav.roles",
    group: "nav.access",
    permission: "roles:read",
    action: "action.goRoles",
    keys: "g r",
  },
  {
    id: "explorer",
    to: "/o/$org/access",
    title: "nav.explorer",
    group: "nav.access",
    permission: "access:read",
    action: "action.goExplorer",
    keys: "g x",
  },
  {
    id: "requests",
    to: "/o/$org/requests",
    title: "nav.requests",
    group: "nav.access",
    permission: null,
    action: "action.goRequests",
    keys: "g q",
  },
  {
    id: "reviews",
    to: "/o/$org/reviews",
    title: "nav.reviews",
    group: "nav.access",
    permission: null,
    action: "action.goReviews",
    keys: "g v",
  },
  {
    id: "keys",
    to: "/o/$org/keys",
    title: "nav.keys",
    group: "nav.access",
    permission: "api_keys:read",
    action: "action.goKeys",
    keys: "g k",
  },
  {
    id: "sessions",
    to: "/o/$org/security/sessions",
    title: "nav.sessions",
    group: "nav.security",
    permission: "sessions:read",
    action: "action.goSessions",
    keys: "g s",
  },
  {
    id: "events",
    to: "/o/$org/security/events",
    title: "nav.events",
    group: "nav.security",
    permission: "security:read",
    action: "action.goEvents",
    keys: "g e",
  },
  {
    id: "audit",
    to: "/o/$org/audit",
    title: "nav.audit",
    group: "nav.security",
    permission: "audit:read",
    action: "action.goAudit",
    keys: "g a",
  },
  {
    id: "general",
    to: "/o/$org/settings/general",
    title: "nav.general",
    group: "nav.settings",
    permission: "organizations:read",
    action: "action.goGeneral",
    keys: "g g",
  },
  {
    id: "branding",
    to: "/o/$org/settings/branding",
    title: "nav.branding",
    group: "nav.settings",
    permission: "organizations:update",
    action: "action.goBranding",
    keys: "g b",
  },
  {
    id: "domains",
    to: "/o/$org/settings/domains",
    title: "nav.domains",
    group: "nav.settings",
    permission: "domains:read",
    action: "action.goDomains",
    keys: "g n",
  },
  {
    id: "policies",
    to: "/o/$org/settings/policies",
    title: "nav.policies",
    group: "nav.settings",
    permission: "policies:read",
    action: "action.goPolicies",
    keys: "g p",
  },
  {
    id: "directories",
    to: "/o/$org/settings/directories",
    title: "nav.directories",
    group: "nav.settings",
    permission: "connections:read",
    action: "action.goDirectories",
    keys: "g d",
  },
  {
    id: "attributes",
    to: "/o/$org/settings/attributes",
    title: "nav.attributes",
    group: "nav.settings",
    permission: "attributes:manage",
    action: "action.goAttributes",
    keys: "g c",
  },
  {
    id: "privacy",
    to: "/o/$org/settings/privacy",
    title: "nav.privacy",
    group: "nav.settings",
    permission: "privacy:manage",
    action: "action.goPrivacy",
    keys: "g z",
  },
  {
    id: "lifecycle",
    to: "/o/$org/settings/lifecycle",
    title: "nav.lifecycle",
    group: "nav.settings",
    permission: "lifecycle:manage",
    action: "action.goLifecycle",
    keys: "g l",
  },
  {
    id: "jobs",
    to: "/o/$org/settings/jobs",
    title: "nav.jobs",
    group: "nav.settings",
    permission: "jobs:read",
    action: "action.goJobs",
    keys: "g j",
  },
];
