import { apiKeyStates } from "./api-keys.ts";
import { eventNames } from "./events.ts";
import { groupKinds } from "./groups.ts";
import { invitationStates } from "./invitations.ts";
import { organizationPlans, organizationStatuses } from "./organizations.ts";
import { segmentKinds } from "./segments.ts";
import { serviceAccountStatuses } from "./service-accounts.ts";
import { userStatuses } from "./users.ts";

/** What one may ask of a field in a filter. The grammar reads this shape; contracts only declare it. */
type FilterField = {
  readonly type: "text" | "enum" | "boolean" | "date" | "id";
  readonly values?: readonly string[];
  readonly nullable?: boolean;
  readonly aliases?: readonly string[];
  readonly many?: boolean;
};
type FilterFields = Readonly<Record<string, FilterField>>;

/** What one may ask of people. */
export const userFilterFields = {
  status: { type: "enum", values: userStatuses },
  role: { type: "text", many: true },
  tag: { type: "text", many: true },
  group: { type: "text", many: true },
  segment: { type: "text", many: true },
  name: { type: "text" },
  firstName: { type: "text", nullable: true },
  lastName: { type: "text", nullable: true },
  email: { type: "text" },
  verified: { type: "boolean", aliases: ["emailVerified"] },
  title: { type: "text", nullable: true },
  department: { type: "text", nullable: true },
  employeeNumber: { type: "text", nullable: true },
  externalId: { type: "text", nullable: true },
  source: { type: "text" },
  locale: { type: "text", nullable: true },
  manager: { type: "id", nullable: true },
  id: { type: "id" },
  created: { type: "date", aliases: ["createdAt"] },
  updated: { type: "date", aliases: ["updatedAt"] },
  lastLogin: { type: "date", nullable: true, aliases: ["lastLoginAt"] },
  lastSeen: { type: "date", nullable: true, aliases: ["lastSeenAt"] },
} as const satisfies FilterFields;

/**
 * What a group's rule cannot ask for: what people write about themselves, or they could let themselves in; groups,
 * roles and named filters, or rules could wait for one another for ever.
 */
export const unfitForRules: readonly string[] = [
  "name", "firstName", "lastName", "email", "locale", "group", "role", "segment",
] satisfies (keyof typeof userFilterFields)[]; // prettier-ignore

/** What one may ask of groups. */
export const groupFilterFields = {
  kind: { type: "enum", values: groupKinds },
  name: { type: "text" },
  slug: { type: "text" },
  parent: { type: "id", nullable: true },
  under: { type: "id", many: true },
  member: { type: "id", many: true },
  rule: { type: "text", nullable: true },
  deleted: { type: "date", nullable: true, aliases: ["deletedAt"] },
  created: { type: "date", aliases: ["createdAt"] },
  updated: { type: "date", aliases: ["updatedAt"] },
} as const satisfies FilterFields;

/** What one may ask of segments. */
export const segmentFilterFields = {
  kind: { type: "enum", values: segmentKinds },
  name: { type: "text" },
  slug: { type: "text" },
  createdBy: { type: "id", nullable: true },
  created: { type: "date", aliases: ["createdAt"] },
} as const satisfies FilterFields;

/** What one may ask of API keys. */
export const apiKeyFilterFields = {
  state: { type: "enum", values: apiKeyStates, aliases: ["status"] },
  name: { type: "text" },
  owner: { type: "id" },
  scope: { type: "text", many: true },
  created: { type: "date", aliases: ["createdAt"] },
  expires: { type: "date", nullable: true, aliases: ["expiresAt"] },
  lastUsed: { type: "date", nullable: true, aliases: ["lastUsedAt"] },
} as const satisfies FilterFields;

/** What one may ask of service accounts. */
export const serviceAccountFilterFields = {
  status: { type: "enum", values: serviceAccountStatuses },
  name: { type: "text" },
  created: { type: "date", aliases: ["createdAt"] },
} as const satisfies FilterFields;

/** What one may ask of invitations. */
export const invitationFilterFields = {
  state: { type: "enum", values: invitationStates, aliases: ["status"] },
  email: { type: "text" },
  role: { type: "text", many: true },
  invitedBy: { type: "id" },
  created: { type: "date", aliases: ["createdAt"] },
  expires: { type: "date", aliases: ["expiresAt"] },
} as const satisfies FilterFields;

/** The system's, one made by the platform for every organization, or the organization's own. */
export const roleKinds = ["system", "template", "own"] as const;

/** What one may ask of roles. */
export const roleFilterFields = {
  slug: { type: "text" },
  name: { type: "text" },
  permission: { type: "text", many: true },
  kind: { type: "enum", values: roleKinds },
  template: { type: "boolean" },
} as const satisfies FilterFields;

/** What one may ask of the audit log. */
export const auditFilterFields = {
  name: { type: "text" },
  event: { type: "enum", values: eventNames },
  actor: { type: "id", nullable: true },
  target: { type: "id", nullable: true },
  targetType: { type: "text" },
  request: { type: "text", nullable: true },
  ip: { type: "text", nullable: true },
  occurred: { type: "date", aliases: ["occurredAt"] },
} as const satisfies FilterFields;

/** What one may ask of organizations. */
export const organizationFilterFields = {
  name: { type: "text" },
  slug: { type: "text" },
  status: { type: "enum", values: organizationStatuses },
  plan: { type: "enum", values: organizationPlans },
  parent: { type: "id", nullable: true },
  under: { type: "id", many: true },
  created: { type: "date", aliases: ["createdAt"] },
} as const satisfies FilterFields;
