import { z } from "zod";
import { email, requiredLine, timestamp } from "./building-blocks.ts";
import { connectionPresets, domainName } from "./connections.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";
import { signInAnswer } from "./sessions.ts";

const params = z.object({ id: idOf("connection") });

const way = z.object({
  id: shownId("connection"),
  name: z.string(),
  kind: z.enum(["oidc", "saml"]),
  preset: z.enum(connectionPresets),
});

export const routeConnection = contract({
  id: "connections.route",
  kind: "read",
  method: "GET",
  path: "/auth/connections",
  summary: "Which identity providers a sign-in page can offer",
  description:
    "`routed` depends on the domain of the address alone, never on whether there is such a person.",
  permission: "public",
  scope: "account",
  query: z.strictObject({ email: email.optional(), domain: domainName.optional() }),
  output: z.object({ routed: way.nullable(), social: z.array(way) }),
  errors: [],
  audit: "none",
  limit: { limit: 60, windowSeconds: 60 },
  examples: { query: { domain: "example.com" } },
});

/** A path of our own pages: what a browser could read as another site's address is refused. */
const ownPath = z
  .string()
  .max(500)
  .refine(
    (text) => /^\/(?![/\\])[\x21-\x7e]*$/.test(text) && !text.includes("\\"),
    "must be a path of this site",
  )
  .default("/")
  .meta({ description: "Where the browser goes in the end" });

export const startSso = contract({
  id: "connections.start",
  kind: "write",
  method: "POST",
  path: "/auth/sso/:id/start",
  summary: "Begin to sign in through an identity provider",
  description: "Sets a cookie that the answer of the provider must come back with.",
  permission: "public",
  scope: "account",
  params,
  body: z.strictObject({ returnTo: ownPath, remember: z.boolean().default(false) }),
  output: z.object({ url: z.string() }),
  errors: ["connection.inactive", "connection.unfit"],
  audit: "connection.used",
  limit: { limit: 20, windowSeconds: 60 },
  secretOutput: true,
  examples: { body: { returnTo: "/" } },
});

const answerOfProvider = z.strictObject({
  state: z.string().max(200).meta({ secret: true }),
  code: z.string().max(4000).optional().meta({ secret: true }),
  iss: z.string().max(500).optional(),
  error: z.string().max(200).optional(),
});
const exampleAnswer = { state: "s.".padEnd(45, "A"), code: "code" };

export const finishSso = contract({
  id: "connections.callback",
  kind: "write",
  method: "POST",
  path: "/auth/sso/callback",
  summary: "Finish signing in with what the identity provider answered",
  permission: "public",
  scope: "account",
  body: answerOfProvider,
  output: signInAnswer.extend({ returnTo: z.string() }),
  errors: ["sso.state_invalid", "sso.refused", "connection.inactive", "limit.users"],
  audit: "session.started",
  alsoTells: [
    "user.created",
    "identity.linked",
    "user.status_changed",
    "user.role_assigned",
    "user.role_removed",
  ],
  limit: { limit: 20, windowSeconds: 60 },
  secretOutput: true,
  examples: { body: exampleAnswer },
});

/** Where browsers come back to; a page of ours that calls the operations. */
export const ssoCallbackPath = "/auth/sso/callback";

export const samlAcs = contract({
  id: "connections.acs",
  kind: "write",
  method: "POST",
  path: "/auth/saml/:id/acs",
  summary: "Take the answer of a SAML identity provider",
  description:
    "Checks the answer and sends the browser on to the page that finishes the sign-in, where its cookie is looked at.",
  permission: "public",
  scope: "account",
  params,
  body: z.object({
    SAMLResponse: z.string().min(1).max(400_000).meta({ secret: true }),
    RelayState: z.string().max(200).optional().meta({ secret: true }),
  }),
  output: z.object({ location: z.string() }),
  errors: ["sso.state_invalid", "sso.refused", "connection.inactive"],
  audit: "connection.used",
  form: { failed: ssoCallbackPath },
  limit: { limit: 60, windowSeconds: 60 },
  secretOutput: true,
  examples: { body: { SAMLResponse: "PHNhbWxwOlJlc3BvbnNlLz4=" } },
});

export const samlMetadata = contract({
  id: "connections.metadata",
  kind: "read",
  method: "GET",
  path: "/auth/saml/:id/metadata",
  summary: "What a SAML identity provider needs to know of us",
  permission: "public",
  scope: "account",
  params,
  output: z.string(),
  contentType: "application/samlmetadata+xml",
  errors: [],
  audit: "none",
});

const identity = z.object({
  id: shownId("identity"),
  connection: way,
  issuer: z.string(),
  email: z.string().nullable().meta({ description: "As the provider knew it when it was linked" }),
  linkedAt: timestamp,
  lastUsedAt: timestamp.nullable(),
});

export const listIdentities = contract({
  id: "identities.list",
  kind: "read",
  method: "GET",
  path: "/me/identities",
  summary: "The identities of other providers that sign one in",
  permission: "self",
  scope: "account",
  output: z.object({ items: z.array(identity) }),
  errors: [],
  audit: "none",
});

export const startLink = contract({
  id: "identities.start",
  kind: "write",
  method: "POST",
  path: "/me/identities/start",
  summary: "Begin to link an identity of another provider",
  permission: "self",
  scope: "account",
  body: z.strictObject({ connection: idOf("connection"), returnTo: ownPath }),
  output: z.object({ url: z.string() }),
  errors: ["connection.inactive", "connection.unfit", "auth.step_up_required"],
  audit: "connection.used",
  fresh: true,
  limit: { limit: 10, windowSeconds: 60 },
  secretOutput: true,
  examples: { body: { connection: "con_00000000000000000000000000", returnTo: "/me/security" } },
});

export const finishLink = contract({
  id: "identities.link",
  kind: "write",
  method: "POST",
  path: "/me/identities/callback",
  summary: "Link the identity that the provider answered with",
  permission: "self",
  scope: "account",
  body: answerOfProvider,
  output: z.object({ id: shownId("identity"), returnTo: z.string() }),
  errors: ["sso.state_invalid", "sso.refused", "connection.inactive"],
  audit: "identity.linked",
  limit: { limit: 10, windowSeconds: 60 },
  secretOutput: true,
  examples: { body: { ...exampleAnswer, state: "l.".padEnd(45, "A") } },
});

export const unlinkIdentity = contract({
  id: "identities.unlink",
  kind: "write",
  method: "DELETE",
  path: "/me/identities/:id",
  summary: "Unlink an identity",
  permission: "self",
  scope: "account",
  params: z.object({ id: idOf("identity") }),
  status: 204,
  errors: ["identity.last", "auth.step_up_required"],
  audit: "identity.unlinked",
  fresh: true,
});

export const identitiesContracts = [
  routeConnection, startSso, finishSso, samlAcs, samlMetadata, listIdentities, startLink, finishLink, unlinkIdentity,
] as const; // prettier-ignore

/** What is taken over of what a provider says of a person; anything else is left out rather than mended. */
export const acceptedAddress = email;
export const acceptedName = requiredLine(100);
