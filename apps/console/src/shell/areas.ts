import type { Permission } from "@atrium/contracts";
import type { MessageKey } from "../messages/en.ts";

export type AreaPath = "/o/$org/home" | "/o/$org/users" | "/o/$org/organizations" | "/o/$org/audit";
export type Area = {
  readonly id: string;
  readonly to: AreaPath;
  readonly title: MessageKey;
  readonly group: MessageKey | null;
  readonly permission: Permission | null;
  readonly action: MessageKey;
  readonly keys: string;
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
    id: "organizations",
    to: "/o/$org/organizations",
    title: "nav.organizations",
    group: "nav.people",
    permission: "organizations:list",
    action: "action.goOrganizations",
    keys: "g o",
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
];
