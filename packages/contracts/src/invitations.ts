import { z } from "zod";
import { email, line, listQuery, page, timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

export const invitationStates = ["open", "accepted", "revoked", "expired"] as const;
const roleSlug = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, "is not a role's slug");
/** 43 characters carry 256 bits; anything longer is no token of ours. */
const token = z.string().min(1).max(200).meta({ title: "Token from the mail", secret: true });
const password = z.string().min(1).max(1024).meta({ title: "Password", secret: true });
const firstName = line(100).meta({ title: "First name" });
const lastName = line(100).meta({ title: "Last name" });
/** A token cannot be guessed; the limit keeps whoever tries from being a load. */
const proofLimit = { limit: 20, windowSeconds: 900 };

export const invitation = z.object({
  id: shownId("invitation"),
  email: z.string(),
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  roles: z.array(z.string()),
  state: z.enum(invitationStates),
  userId: shownId("user")
    .nullable()
    .meta({ description: "The person invited, where they stood in the organization before" }),
  invitedBy: shownId("user"),
  inviterName: z.string(),
  resent: z.number().int().meta({ description: "How often it was sent again" }),
  sentAt: timestamp,
  expiresAt: timestamp,
  acceptedAt: timestamp.nullable(),
  acceptedUserId: shownId("user").nullable(),
  createdAt: timestamp,
  updatedAt: timestamp,
  version: z.number().int(),
});
export type Invitation = z.output<typeof invitation>;

const one = z.strictObject({ id: idOf("invitation") });

export const listInvitations = contract({
  id: "invitations.list",
  kind: "read",
  method: "GET",
  path: "/invitations",
  summary: "List invitations",
  permission: "invitations:read",
  scope: "organization",
  query: listQuery(["-createdAt", "createdAt", "email", "-email"], "-createdAt"),
  output: page(invitation),
  errors: ["cursor.invalid", "filter.invalid"],
  audit: "none",
  limit: { limit: 100, windowSeconds: 60 },
  examples: { query: { limit: "2", q: "state:open" } },
});

export const getInvitation = contract({
  id: "invitations.get",
  kind: "read",
  method: "GET",
  path: "/invitations/:id",
  summary: "Get one invitation",
  permission: "invitations:read",
  scope: "organization",
  params: one,
  output: invitation,
  errors: [],
  audit: "none",
});

export const createInvitation = contract({
  id: "invitations.create",
  kind: "write",
  method: "POST",
  path: "/invitations",
  summary: "Invite somebody by e-mail",
  description:
    "The mail's link is good for seven days and for one use, by the owner of the address alone. Roles are bounded by one's own, now and again when the invitation is accepted. The answer does not tell whether the address has an account elsewhere.",
  permission: "invitations:create",
  scope: "organization",
  body: z.strictObject({
    email,
    firstName: firstName.optional(),
    lastName: lastName.optional(),
    roles: z.array(roleSlug).max(20).default(["user"]).meta({ title: "Roles" }),
  }),
  output: invitation,
  status: 201,
  errors: [
    "invitation.exists", "invitation.member_exists", "role.unknown", "role.above_you", "role.needs_approval",
    "limit.users", "message.limit_reached", "idempotency.mismatch", "idempotency.running",
  ], // prettier-ignore
  audit: "invitation.created",
  limit: { limit: 30, windowSeconds: 60 },
  examples: { body: { email: "ann.lee@example.com", firstName: "Ann", lastName: "Lee", roles: ["user"] } },
});

export const inviteUser = contract({
  id: "invitations.createForUser",
  kind: "write",
  method: "POST",
  path: "/users/:id/invite",
  summary: "Invite a person who is here but has no account yet",
  description: "Sends the invitation to the person's address. What they hold already they keep.",
  permission: "invitations:create",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  output: invitation,
  status: 201,
  errors: ["invitation.exists", "invitation.member_exists", "user.above_you", "message.limit_reached"],
  audit: "invitation.created",
});

export const resendInvitation = contract({
  id: "invitations.resend",
  kind: "write",
  method: "POST",
  path: "/invitations/:id/resend",
  summary: "Send an invitation again",
  description: "The new link is good for another seven days; the one sent before is dead.",
  permission: "invitations:create",
  scope: "organization",
  params: one,
  output: invitation,
  errors: [
    "invitation.not_open", "invitation.exists", "invitation.member_exists", "role.unknown", "role.above_you", "role.needs_approval",
    "message.limit_reached",
  ], // prettier-ignore
  audit: "invitation.resent",
});

export const revokeInvitation = contract({
  id: "invitations.revoke",
  kind: "write",
  method: "DELETE",
  path: "/invitations/:id",
  summary: "Take an invitation back",
  permission: "invitations:create",
  scope: "organization",
  params: one,
  output: invitation,
  errors: ["invitation.not_open"],
  audit: "invitation.revoked",
});

export const lookAtInvitation = contract({
  id: "invitations.look",
  kind: "read",
  method: "POST",
  path: "/auth/invitation",
  summary: "See what an invitation is for",
  description: "Uses nothing up; only who has the mail can ask.",
  permission: "public",
  scope: "account",
  body: z.strictObject({ token }),
  output: z.object({
    organization: z.object({ name: z.string(), slug: z.string() }),
    email: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    inviterName: z.string(),
    expiresAt: timestamp,
    next: z.enum(["accept", "sign_in", "sign_out", "make_account"]).meta({
      description:
        "`accept`: nothing more is wanted, as for the owner of the address who is signed in. `sign_in`: the address has an account, sign in to it first. `sign_out`: signed in as somebody else. `make_account`: accepting takes a password.",
    }),
  }),
  errors: ["link.invalid"],
  audit: "none",
  limit: proofLimit,
  examples: { body: { token: "from-the-mail" } },
});

export const acceptInvitation = contract({
  id: "invitations.accept",
  kind: "write",
  method: "POST",
  path: "/auth/accept-invitation",
  summary: "Accept an invitation",
  description:
    "Works once. An address without an account gets one with the password given; an address with an account needs its owner signed in. Starts no session: sign in afterwards.",
  permission: "public",
  scope: "account",
  body: z.strictObject({
    token,
    password: password.optional(),
    firstName: firstName.optional(),
    lastName: lastName.optional(),
    locale: z
      .string()
      .regex(/^[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8}){0,3}$/, "is not a language tag such as de-AT")
      .max(35)
      .optional()
      .meta({ title: "Language" }),
  }),
  output: z.object({
    organization: z.object({ id: shownId("organization"), name: z.string(), slug: z.string() }),
    userId: shownId("user"),
    email: z.string(),
    next: z.enum(["done", "sign_in"]),
  }),
  errors: [
    "link.invalid", "invitation.wrong_address", "invitation.member_exists", "password.unfit", "auth.busy",
    "limit.users", "user.email_taken",
  ], // prettier-ignore
  audit: "invitation.accepted",
  alsoTells: ["account.created", "account.updated", "user.created", "user.updated"],
  limit: proofLimit,
  examples: { body: { token: "from-the-mail", password: "a long sentence of my own", firstName: "Ann" } },
});

export const invitationsContracts = [
  listInvitations, getInvitation, createInvitation, inviteUser, resendInvitation, revokeInvitation,
  lookAtInvitation, acceptInvitation,
] as const; // prettier-ignore
