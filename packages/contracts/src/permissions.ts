/** What a person may be allowed to do. Levels are sets of actions per resource; the order is fixed by the bit index. */
export const permissions = {
  "users:read": { category: "users", level: "read", title: "See people" },
  "users:create": { category: "users", level: "write", title: "Add people" },
  "users:update": { category: "users", level: "write", title: "Edit people" },
  "users:suspend": { category: "users", level: "write", title: "Activate, deactivate and suspend people" },
  "users:delete": { category: "users", level: "delete", title: "Delete and bring back people" },
  "segments:manage": { category: "users", level: "write", title: "Name filters, and share views of lists" },
  "users:erase": { category: "users", level: "admin", title: "Erase people for ever" },
  "users:export_data": {
    category: "users",
    level: "admin",
    title: "Bring together all that is kept about a person",
  },
  "privacy:manage": { category: "settings", level: "admin", title: "Say what people are asked to agree to" },
  "roles:read": { category: "roles", level: "read", title: "See roles and permissions" },
  "roles:assign": { category: "roles", level: "write", title: "Give roles to people and take them away" },
  "organizations:read": { category: "settings", level: "read", title: "See the organization" },
  "organizations:update": { category: "settings", level: "write", title: "Edit the organization" },
  "organizations:create": { category: "settings", level: "admin", title: "Make organizations" },
  "organizations:list": {
    category: "settings",
    level: "admin",
    title: "See every organization of the platform",
  },
  "audit:read": { category: "security", level: "read", title: "Read the audit log" },
  "audit:verify": { category: "security", level: "read", title: "Check that the audit log is unbroken" },
  "jobs:read": { category: "services", level: "read", title: "See background jobs" },
  "jobs:cancel": { category: "services", level: "write", title: "Cancel background jobs" },
  "metrics:read": { category: "analytics", level: "read", title: "See numbers and trends" },
  "invitations:read": { category: "users", level: "read", title: "See invitations" },
  "invitations:create": {
    category: "users",
    level: "write",
    title: "Invite people and take invitations back",
  },
  "credentials:reset": {
    category: "users",
    level: "admin",
    title: "Send password resets, remove lost factors and lift locks",
  },
  "sessions:read": { category: "security", level: "read", title: "See where people are signed in" },
  "sessions:end": { category: "security", level: "write", title: "Sign people out" },
  "security:read": { category: "security", level: "read", title: "See sign-in attempts and security events" },
  "security:respond": {
    category: "security",
    level: "write",
    title: "Acknowledge and resolve security events",
  },
  "policies:read": { category: "settings", level: "read", title: "See the rules for signing in" },
  "policies:update": { category: "settings", level: "admin", title: "Change the rules for signing in" },
  "connections:read": { category: "security", level: "read", title: "See connections to identity providers" },
  "connections:manage": { category: "security", level: "admin", title: "Connect identity providers" },
  "keys:read": { category: "security", level: "admin", title: "See the platform's keys" },
  "keys:rotate": { category: "security", level: "admin", title: "Make new keys for the platform" },
  "groups:read": { category: "users", level: "read", title: "See groups and who belongs to them" },
  "groups:create": { category: "users", level: "write", title: "Make groups" },
  "groups:update": {
    category: "users",
    level: "write",
    title: "Edit and move groups, put people in and out",
  },
  "groups:delete": { category: "users", level: "delete", title: "Delete, merge and bring back groups" },
  "api_keys:read": { category: "security", level: "read", title: "See API keys" },
  "api_keys:create": { category: "security", level: "write", title: "Make, change and renew API keys" },
  "api_keys:revoke": { category: "security", level: "delete", title: "Revoke API keys" },
  "service_accounts:read": { category: "security", level: "read", title: "See service accounts" },
  "service_accounts:manage": {
    category: "security",
    level: "admin",
    title: "Make, change and delete service accounts",
  },
  "roles:create": { category: "roles", level: "write", title: "Make roles" },
  "roles:update": { category: "roles", level: "write", title: "Edit roles" },
  "roles:delete": { category: "roles", level: "delete", title: "Delete roles" },
  "access:read": { category: "roles", level: "read", title: "Ask who may do what, and why" },
  "organizations:manage": {
    category: "settings",
    level: "admin",
    title: "Change, move, suspend and delete every organization of the platform",
  },
  "organizations:transfer": { category: "settings", level: "admin", title: "Hand the organization over" },
  "organizations:delete": { category: "settings", level: "delete", title: "Delete the organization" },
  "suborganizations:read": {
    category: "settings",
    level: "read",
    title: "See organizations below one's own",
  },
  "suborganizations:create": {
    category: "settings",
    level: "write",
    title: "Make organizations below one's own",
  },
  "suborganizations:manage": {
    category: "settings",
    level: "admin",
    title: "Change, enter, suspend and delete organizations below one's own",
  },
  "domains:read": { category: "settings", level: "read", title: "See the organization's domains" },
  "domains:manage": { category: "settings", level: "admin", title: "Name, prove and give up domains" },
  "impersonation:start": { category: "security", level: "write", title: "Look at Atrium as another person" },
  "impersonation:write": { category: "security", level: "admin", title: "Change things as another person" },
  "requests:read": { category: "roles", level: "read", title: "See what people ask for" },
  "requests:decide": { category: "roles", level: "write", title: "Approve and deny what people ask for" },
  "reviews:read": { category: "roles", level: "read", title: "See access reviews and their evidence" },
  "reviews:manage": { category: "roles", level: "admin", title: "Begin, close and cancel access reviews" },
  "users:export": { category: "users", level: "admin", title: "Take lists of people out as files" },
  "messages:send": { category: "users", level: "admin", title: "Write to many people at once" },
  "uploads:create": { category: "users", level: "write", title: "Bring files to be read in" },
  "attributes:manage": { category: "settings", level: "admin", title: "Say what is kept of people" },
  "lifecycle:manage": {
    category: "settings",
    level: "admin",
    title: "Write rules for people who do not come any more",
  },
  "onboarding:read": { category: "users", level: "read", title: "See how far new people are" },
  "onboarding:manage": { category: "users", level: "admin", title: "Write checklists for new people" },
  "users:merge": {
    category: "users",
    level: "admin",
    title: "Find people who are there twice and merge them",
  },
} as const satisfies Record<string, PermissionInfo>;

export type PermissionInfo = {
  category: "users" | "roles" | "settings" | "content" | "analytics" | "services" | "security";
  level: "read" | "write" | "delete" | "admin";
  title: string;
};
export type Permission = keyof typeof permissions;
export const permissionNames = Object.keys(permissions) as Permission[];

/** Permissions that reach across organizations; only a grant at the scope of the platform carries them. */
export const platformOnly: readonly Permission[] = [
  "organizations:create",
  "organizations:list",
  "organizations:manage",
  "keys:read",
  "keys:rotate",
];
/** What is about the organization as a whole and for its owners alone. */
const ownersOnly: readonly Permission[] = [
  "organizations:update",
  "organizations:transfer",
  "organizations:delete",
];
const everythingInside = permissionNames.filter((name) => !platformOnly.includes(name));
const reading = permissionNames.filter(
  (name) => permissions[name].level === "read" && permissions[name].category !== "security",
);

/**
 * The system roles. An owner is a person with super-admin at the scope of their organization;
 * at the scope of the platform it also holds the permissions that reach across organizations.
 */
export const systemRoles = {
  "super-admin": { title: "Owner", permissions: permissionNames },
  admin: { title: "Admin", permissions: everythingInside.filter((name) => !ownersOnly.includes(name)) },
  manager: {
    title: "Manager",
    permissions: [
      "users:read",
      "users:create",
      "users:update",
      "uploads:create",
      "roles:read",
      "organizations:read",
      "metrics:read",
      "jobs:read",
      "invitations:read",
      "invitations:create",
      "groups:read",
      "groups:create",
      "groups:update",
      "segments:manage",
      "onboarding:read",
    ],
  },
  editor: {
    title: "Editor",
    permissions: ["users:read", "users:update", "organizations:read", "groups:read"],
  },
  auditor: {
    title: "Auditor",
    permissions: [
      ...reading,
      "audit:read",
      "audit:verify",
      "sessions:read",
      "security:read",
      "connections:read",
      "api_keys:read",
      "service_accounts:read",
    ],
  },
  user: { title: "User", permissions: ["organizations:read"] },
  guest: { title: "Guest", permissions: [] },
} as const satisfies Record<string, { title: string; permissions: readonly Permission[] }>;
export type SystemRole = keyof typeof systemRoles;
export const systemRoleNames = Object.keys(systemRoles) as SystemRole[];

export const permissionLevels = ["none", "read", "write", "delete", "admin"] as const;
export type PermissionLevel = (typeof permissionLevels)[number];

/** What a level on a resource allows: every action of the resource up to it. */
export function permissionsAtLevel(resource: string, level: PermissionLevel): Permission[] {
  const reach = permissionLevels.indexOf(level);
  return permissionNames.filter(
    (name) => name.startsWith(`${resource}:`) && permissionLevels.indexOf(permissions[name].level) <= reach,
  );
}

/** The highest level whose every action is held; "none" where not even the first is. */
export function levelHeld(resource: string, held: (name: Permission) => boolean): PermissionLevel {
  let reached: PermissionLevel = "none";
  for (const level of permissionLevels) {
    const wanted = permissionsAtLevel(resource, level);
    if (!wanted.every(held)) return reached;
    if (wanted.length > permissionsAtLevel(resource, reached).length) reached = level;
  }
  return reached;
}
