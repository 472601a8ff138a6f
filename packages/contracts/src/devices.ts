import { z } from "zod";
import { line, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const device = z.object({
  id: shownId("device"),
  name: z.string(),
  ip: z.string().nullable(),
  firstSeenAt: timestamp,
  lastSeenAt: timestamp,
  trustedUntil: timestamp.nullable(),
  current: z.boolean(),
});

export const openSession = z.object({
  id: shownId("session"),
  kind: z.enum(["cookie", "token", "impersonation"]),
  device: z.string().nullable().meta({ description: "Browser and system in words" }),
  deviceId: shownId("device").nullable(),
  ip: z.string().nullable(),
  methods: z.array(z.string()).meta({ description: "What was proven at sign-in, in order" }),
  createdAt: timestamp,
  seenAt: timestamp,
  expiresAt: timestamp,
  current: z.boolean(),
  impersonatedBy: z
    .object({ id: shownId("user"), name: z.string(), reason: z.string(), writes: z.boolean() })
    .nullable()
    .meta({ description: "Who acts as the person in it" }),
});
export type OpenSession = z.output<typeof openSession>;
const sessionList = z.object({ items: z.array(openSession) });
const byId = z.strictObject({ id: idOf("session") });

export const listSessions = contract({
  id: "sessions.list",
  kind: "read",
  method: "GET",
  path: "/auth/sessions",
  summary: "Where one is signed in",
  permission: "self",
  scope: "account",
  output: sessionList,
  errors: [],
  audit: "none",
});

export const endSession = contract({
  id: "sessions.endOne",
  kind: "write",
  method: "DELETE",
  path: "/auth/sessions/:id",
  summary: "Sign out in one place",
  permission: "self",
  scope: "account",
  params: byId,
  status: 204,
  errors: ["resource.not_found"],
  audit: "session.ended",
});

export const endOtherSessions = contract({
  id: "sessions.endOthers",
  kind: "write",
  method: "POST",
  path: "/auth/sessions/end-others",
  summary: "Sign out everywhere else",
  permission: "self",
  scope: "account",
  output: z.object({ ended: z.number().int() }),
  errors: [],
  audit: "sessions.ended",
});

export const listUserSessions = contract({
  id: "users.listSessions",
  kind: "read",
  method: "GET",
  path: "/users/:id/sessions",
  summary: "Where a person is signed in to this organization",
  permission: "sessions:read",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  output: sessionList,
  errors: ["resource.not_found"],
  audit: "none",
});

export const endUserSessions = contract({
  id: "users.endSessions",
  kind: "write",
  method: "DELETE",
  path: "/users/:id/sessions",
  summary: "Sign a person out everywhere in this organization",
  permission: "sessions:end",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  output: z.object({ ended: z.number().int() }),
  errors: ["resource.not_found", "user.above_you"],
  audit: "sessions.ended",
});

export const endUserSession = contract({
  id: "users.endSession",
  kind: "write",
  method: "DELETE",
  path: "/users/:id/sessions/:session",
  summary: "Sign a person out in one place",
  permission: "sessions:end",
  scope: "organization",
  params: z.strictObject({ id: idOf("user"), session: idOf("session") }),
  status: 204,
  errors: ["resource.not_found", "user.above_you"],
  audit: "session.ended",
});

export const forcePasswordChange = contract({
  id: "users.forcePasswordChange",
  kind: "write",
  method: "POST",
  path: "/users/:id/password/force-change",
  summary: "Ask a person for a new password at their next sign-in",
  description:
    "For accounts that the organization manages: those of people who are in no other organization.",
  permission: "credentials:reset",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  status: 204,
  errors: ["resource.not_found", "user.above_you", "account.not_managed"],
  audit: "account.password_change_forced",
});

export const listDevices = contract({
  id: "devices.list",
  kind: "read",
  method: "GET",
  path: "/me/devices",
  summary: "The devices one has signed in from",
  permission: "self",
  scope: "account",
  output: z.object({ items: z.array(device) }),
  errors: [],
  audit: "none",
});

export const trustDevice = contract({
  id: "devices.trust",
  kind: "write",
  method: "POST",
  path: "/me/devices/:id/trust",
  summary: "Trust a device, or take the trust back",
  description: "A trusted device is not asked for the second factor until the trust ends.",
  permission: "self",
  scope: "account",
  params: z.strictObject({ id: idOf("device") }),
  body: z.strictObject({ trusted: z.boolean(), name: line(100).optional().meta({ title: "Name" }) }),
  output: device,
  errors: ["resource.not_found", "auth.factor_required"],
  audit: "device.trusted",
  fresh: true,
  examples: { body: { trusted: false } },
});

export const forgetDevice = contract({
  id: "devices.forget",
  kind: "write",
  method: "DELETE",
  path: "/me/devices/:id",
  summary: "Forget a device and sign out there",
  permission: "self",
  scope: "account",
  params: z.strictObject({ id: idOf("device") }),
  status: 204,
  errors: ["resource.not_found"],
  audit: "device.forgotten",
});

export const devicesContracts = [
  listSessions, endSession, endOtherSessions, listUserSessions, endUserSessions, endUserSession,
  forcePasswordChange,
  listDevices, trustDevice, forgetDevice,
] as const; // prettier-ignore
