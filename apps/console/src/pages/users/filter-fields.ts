import { userStatuses } from "@atrium/contracts";
import type { FieldSpecs } from "@atrium/filter";

/** What one may ask of people, so that a mistake shows while it is typed. The server decides. */
export const userFilterFields: FieldSpecs = {
  status: { type: "enum", values: [...userStatuses] },
  role: { type: "text", many: true },
  tag: { type: "text", many: true },
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
};
