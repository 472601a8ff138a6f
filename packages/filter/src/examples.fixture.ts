import type { FieldSpecs } from "./fields.ts";

/** The fields the tests and the README speak of. */
export const exampleFields: FieldSpecs = {
  name: { type: "text" },
  title: { type: "text", nullable: true },
  status: { type: "enum", values: ["pending", "active", "inactive", "suspended"] },
  mfa: { type: "enum", values: ["none", "totp", "passkey"] },
  verified: { type: "boolean", aliases: ["emailVerified"] },
  logins: { type: "number" },
  score: { type: "number", nullable: true },
  created: { type: "date", aliases: ["createdAt"] },
  lastLoginAt: { type: "date", nullable: true },
  expires: { type: "date", nullable: true },
  id: { type: "id" },
  manager: { type: "reference", nullable: true },
  role: { type: "reference", many: true },
  group: { type: "reference", many: true },
  "attributes.cost-center": { type: "text", nullable: true },
};
