import { z } from "zod";
import { listQuery, page, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { permissionNames } from "./permissions.ts";

export const apiKeyStates = ["active", "expired", "revoked"] as const;

/** An address or a block of them: 192.0.2.7, 192.0.2.0/24, 2001:db8::/32. */
const address = z
  .union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])
  .meta({ title: "Address", description: "An IP address or a CIDR block" });
const scopes = z
  .array(z.enum(permissionNames))
  .max(permissionNames.length)
  .meta({ title: "Scopes", description: "Permissions that the key may use" });
const oneKey = z.strictObject({ id: idOf("apiKey") });
const writable = {
  name: requiredLine(100).meta({ title: "Name" }),
  scopes: scopes.min(1),
  expiresAt: timestamp.nullable().meta({ title: "Expires", description: "Null: never" }),
  allowedAddresses: z.array(address).max(50).meta({
    title: "Allowed addresses",
    description: "The key works from these alone; empty: from everywhere",
  }),
  callsPerMinute: z.number().int().min(1).max(1_000_000).nullable().meta({
    title: "Calls a minute",
    description: "At most what the organization's plan allows, which counts where this is null",
  }),
};

export const apiKey = z.object({
  id: shownId("apiKey"),
  name: z.string(),
  start: z.string().meta({ description: "How the key begins, to tell it from others" }),
  owner: z.object({ type: z.enum(["user", "serviceAccount"]), id: z.string(), name: z.string() }),
  scopes: z.array(z.string()),
  state: z.enum(apiKeyStates),
  allowedAddresses: z.array(z.string()),
  callsPerMinute: z.number().int().nullable(),
  expiresAt: timestamp.nullable(),
  lastUsedAt: timestamp.nullable(),
  lastUsedIp: z.string().nullable(),
  rotatedAt: timestamp.nullable(),
  previousUntil: timestamp.nullable().meta({ description: "Until when the secret before this one works" }),
  createdBy: shownId("user").nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  revokedAt: timestamp.nullable(),
  version: z.number().int(),
});
export type ApiKey = z.output<typeof apiKey>;
const madeKey = apiKey.extend({
  key: z.string().meta({ description: "The key itself, shown this once", secret: true }),
});

export const listApiKeys = contract({
  id: "apiKeys.list",
  kind: "read",
  method: "GET",
  path: "/api-keys",
  summary: "List API keys",
  description: "Of people and of service accounts; never their secrets.",
  permission: "api_keys:read",
  scope: "organization",
  query: listQuery(["-createdAt", "createdAt", "name", "-name"], "-createdAt"),
  output: page(apiKey),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
  examples: { query: { limit: "2", q: "state:active" } },
});

export const getApiKey = contract({
  id: "apiKeys.get",
  kind: "read",
  method: "GET",
  path: "/api-keys/:id",
  summary: "Get one API key",
  permission: "api_keys:read",
  scope: "organization",
  params: oneKey,
  output: apiKey,
  errors: [],
  audit: "none",
});

const bounds = ["api_key.scope_above_you", "api_key.limit_above_plan"] as const;

export const createApiKey = contract({
  id: "apiKeys.create",
  kind: "write",
  method: "POST",
  path: "/api-keys",
  summary: "Make an API key",
  description:
    "For oneself, or for a service account. The answer holds the key, which is kept nowhere: only its digest is. Its scopes are bounded by what the maker and the owner hold, and by what the owner holds whenever it is used.",
  permission: "api_keys:create",
  scope: "organization",
  fresh: true,
  body: z.strictObject({
    name: writable.name,
    scopes: writable.scopes,
    serviceAccountId: idOf("serviceAccount").optional().meta({ title: "Service account" }),
    expiresAt: writable.expiresAt.optional(),
    allowedAddresses: writable.allowedAddresses.default([]),
    callsPerMinute: writable.callsPerMinute.optional(),
  }),
  output: madeKey,
  status: 201,
  errors: [...bounds, "api_key.owner_unknown", "auth.step_up_required"],
  audit: "api_key.created",
  secretOutput: true,
  examples: { body: { name: "Nightly sync", scopes: ["users:read"] } },
});

export const updateApiKey = contract({
  id: "apiKeys.update",
  kind: "write",
  method: "PATCH",
  path: "/api-keys/:id",
  summary: "Change an API key's name, scopes, expiry, addresses or limit",
  permission: "api_keys:create",
  scope: "organization",
  params: oneKey,
  body: z.strictObject(writable).partial(),
  output: apiKey,
  errors: [...bounds, "api_key.not_active", "precondition.failed"],
  audit: "api_key.updated",
  ifMatch: "optional",
  examples: { body: { name: "Hourly sync" } },
});

export const rotateApiKey = contract({
  id: "apiKeys.rotate",
  kind: "write",
  method: "POST",
  path: "/api-keys/:id/rotate",
  summary: "Give an API key a new secret",
  description:
    "The one before works for some more hours, so that whoever uses it can change over. Only the owner renews their own key; a service account's is renewed by whoever holds what it may do.",
  permission: "api_keys:create",
  scope: "organization",
  fresh: true,
  params: oneKey,
  body: z.strictObject({
    overlapHours: z.number().int().min(0).max(168).default(24).meta({
      title: "Overlap",
      description: "How many hours the secret before still works",
    }),
  }),
  output: madeKey,
  errors: ["api_key.not_yours", "api_key.not_active", "api_key.scope_above_you", "auth.step_up_required"],
  audit: "api_key.rotated",
  secretOutput: true,
  examples: { body: { overlapHours: 24 } },
});

export const revokeApiKey = contract({
  id: "apiKeys.revoke",
  kind: "write",
  method: "DELETE",
  path: "/api-keys/:id",
  summary: "Revoke an API key",
  description: "It ends at once and for ever.",
  permission: "api_keys:revoke",
  scope: "organization",
  params: oneKey,
  output: apiKey,
  errors: ["api_key.not_active", "api_key.scope_above_you"],
  audit: "api_key.revoked",
});

export const listApiPlans = contract({
  id: "apiPlans.list",
  kind: "read",
  method: "GET",
  path: "/api-plans",
  summary: "List the plans that bound how often keys may call",
  permission: "api_keys:read",
  scope: "organization",
  output: z.object({
    items: z.array(
      z.object({
        slug: z.string(),
        name: z.string(),
        callsPerMinute: z.number().int(),
        current: z.boolean().meta({ description: "The organization's own" }),
      }),
    ),
  }),
  errors: [],
  audit: "none",
});

export const apiKeysContracts = [
  listApiKeys, getApiKey, createApiKey, updateApiKey, rotateApiKey, revokeApiKey, listApiPlans,
] as const; // prettier-ignore
