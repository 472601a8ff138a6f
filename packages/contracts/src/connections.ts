import { z } from "zod";
import { line, requiredLine, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

const httpUrl = z
  .string()
  .max(500)
  .refine((text) => /^https?:\/\/[\x21-\x7e]+$/.test(text) && URL.canParse(text), "must be an address")
  .meta({ examples: ["https://login.example.com"] });
export const domainName = z
  .string()
  .max(253)
  .transform((text) => text.trim().toLowerCase())
  .refine(
    (text) => /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(text),
    "must be a domain such as example.com",
  )
  .meta({ title: "Domain", examples: ["example.com"] });
const roleSlug = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, "must be a role's slug");
const claimName = line(200);

export const connectionPresets = ["google", "microsoft", "github", "gitlab", "apple", "generic"] as const;
export type ConnectionPreset = (typeof connectionPresets)[number];

/** Where to read a person's fields in what the provider says; what is left out is read from the usual places. */
const attributeMap = z
  .strictObject({
    subject: claimName,
    email: claimName,
    firstName: claimName,
    lastName: claimName,
    groups: claimName.meta({ description: "Claim or attribute whose values the role map is applied to" }),
  })
  .partial();

const connectionSettings = z
  .strictObject({
    issuer: httpUrl.meta({ description: "OpenID provider; its discovery document is read" }),
    clientId: requiredLine(300),
    scopes: z.array(line(100)).max(20),
    authorizationEndpoint: httpUrl.meta({ description: "Only for providers without discovery" }),
    tokenEndpoint: httpUrl,
    userinfoEndpoint: httpUrl,
    teamId: line(40).meta({ description: "Apple" }),
    keyId: line(40).meta({ description: "Apple" }),
    entryPoint: httpUrl.meta({ description: "SAML: where the browser is sent to" }),
    entityId: requiredLine(500).meta({ description: "SAML: the identity provider's own name" }),
    certificates: z
      .array(z.string().max(10_000))
      .min(1)
      .max(5)
      .meta({ description: "SAML: PEM, or its base64" }),
    metadataUrl: httpUrl.meta({ description: "SAML: compared with these settings by a test" }),
    attributes: attributeMap,
    trustsFactors: z
      .boolean()
      .meta({ description: "A second factor that the provider says it asked for counts as one here" }),
  })
  .partial();
export type ConnectionSettings = z.output<typeof connectionSettings>;

const roleMap = z
  .array(z.strictObject({ value: requiredLine(200), role: roleSlug }))
  .max(100)
  .meta({ description: "Which role a value of the groups claim gives" });

const connectionDomain = z.object({
  domain: z.string(),
  provenAt: timestamp.nullable(),
  record: z
    .object({ name: z.string(), value: z.string() })
    .meta({ description: "TXT record that proves the domain" }),
});

const connection = z.object({
  id: shownId("connection"),
  kind: z.enum(["oidc", "saml"]),
  preset: z.enum(connectionPresets),
  name: z.string(),
  status: z.enum(["active", "inactive"]),
  settings: connectionSettings,
  secrets: z
    .object({ clientSecret: z.boolean(), privateKey: z.boolean() })
    .meta({ description: "Whether they are set; they are never shown" }),
  domains: z.array(connectionDomain),
  jit: z.boolean().meta({ description: "People who are not here yet are added when they first sign in" }),
  defaultRole: z.string().nullable(),
  roleMap,
  allowIdpInitiated: z.boolean(),
  callbackUrl: z.string().meta({ description: "What the provider must be told" }),
  metadataUrl: z.string().nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type Connection = z.output<typeof connection>;

/** Write-only: null takes them away, and no answer, event or job ever holds them. */
const secrets = {
  clientSecret: z
    .string()
    .min(1)
    .max(2000)
    .nullable()
    .optional()
    .meta({ title: "Client secret", secret: true }),
  privateKey: z.string().min(1).max(8000).nullable().optional().meta({ title: "Private key", secret: true }),
};
const writable = {
  name: requiredLine(100).meta({ title: "Name" }),
  settings: connectionSettings,
  domains: z.array(domainName).max(50).meta({ title: "Domains" }),
  jit: z.boolean(),
  defaultRole: roleSlug.nullable(),
  roleMap,
  allowIdpInitiated: z.boolean(),
  status: z.enum(["active", "inactive"]),
};
const params = z.object({ id: idOf("connection") });
const writeErrors = [
  "connection.unfit",
  "connection.domain_taken",
  "role.unknown",
  "role.above_you",
  "role.needs_approval",
  "user.above_you",
  "auth.step_up_required",
] as const;

export const listConnections = contract({
  id: "connections.list",
  kind: "read",
  method: "GET",
  path: "/connections",
  summary: "List the connections to identity providers",
  permission: "connections:read",
  scope: "organization",
  output: z.object({ items: z.array(connection) }),
  errors: [],
  audit: "none",
});

export const getConnection = contract({
  id: "connections.get",
  kind: "read",
  method: "GET",
  path: "/connections/:id",
  summary: "Get a connection",
  permission: "connections:read",
  scope: "organization",
  params,
  output: connection,
  errors: [],
  audit: "none",
});

export const createConnection = contract({
  id: "connections.create",
  kind: "write",
  method: "POST",
  path: "/connections",
  summary: "Connect an identity provider",
  description: "Nobody can let a connection give roles that they do not hold themselves.",
  permission: "connections:manage",
  scope: "organization",
  body: z.strictObject({
    kind: z.enum(["oidc", "saml"]),
    preset: z.enum(connectionPresets).default("generic"),
    name: writable.name,
    settings: writable.settings.default({}),
    ...secrets,
    domains: writable.domains.default([]),
    jit: writable.jit.default(false),
    defaultRole: writable.defaultRole.default(null),
    roleMap: writable.roleMap.default([]),
    allowIdpInitiated: writable.allowIdpInitiated.default(false),
    status: writable.status.default("active"),
  }),
  output: connection,
  status: 201,
  errors: [...writeErrors, "idempotency.mismatch", "idempotency.running"],
  audit: "connection.created",
  fresh: true,
  examples: {
    body: {
      kind: "oidc",
      name: "Northwind sign-in",
      settings: { issuer: "https://login.example.com", clientId: "atrium" },
      domains: ["example.com"],
    },
  },
});

export const updateConnection = contract({
  id: "connections.update",
  kind: "write",
  method: "PATCH",
  path: "/connections/:id",
  summary: "Edit a connection",
  description: "`settings` is merged by field; null takes a secret away.",
  permission: "connections:manage",
  scope: "organization",
  params,
  body: z.strictObject(writable).partial().extend(secrets),
  output: connection,
  errors: [...writeErrors, "precondition.required", "precondition.failed"],
  audit: "connection.updated",
  fresh: true,
  ifMatch: "required",
  examples: { body: { name: "Northwind" } },
});

export const deleteConnection = contract({
  id: "connections.delete",
  kind: "write",
  method: "DELETE",
  path: "/connections/:id",
  summary: "Remove a connection",
  description: "The identities that people linked through it go with it.",
  permission: "connections:manage",
  scope: "organization",
  params,
  status: 204,
  errors: ["user.above_you", "auth.step_up_required"],
  audit: "connection.deleted",
  fresh: true,
});

export const proveDomain = contract({
  id: "connections.proveDomain",
  kind: "write",
  method: "POST",
  path: "/connections/:id/domains",
  summary: "Prove that a domain is yours",
  description: "Looks for the TXT record. The platform's own people may vouch for a domain instead.",
  permission: "connections:manage",
  scope: "organization",
  params,
  body: z.strictObject({ domain: domainName, vouch: z.boolean().default(false) }),
  output: connection,
  errors: ["connection.domain_unproven", "connection.domain_taken"],
  audit: "connection.updated",
  examples: { body: { domain: "example.com" } },
});

export const testConnection = contract({
  id: "connections.test",
  kind: "read",
  method: "POST",
  path: "/connections/:id/test",
  summary: "Ask the identity provider for its own description and say what does not fit",
  permission: "connections:manage",
  scope: "organization",
  params,
  output: z.object({
    ok: z.boolean(),
    findings: z.array(z.object({ level: z.enum(["error", "warning"]), detail: z.string() })),
  }),
  errors: [],
  audit: "none",
  limit: { limit: 10, windowSeconds: 60 },
});

export const connectionsContracts = [
  listConnections, getConnection, createConnection, updateConnection, deleteConnection, proveDomain, testConnection,
] as const; // prettier-ignore
