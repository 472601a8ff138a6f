import { z } from "zod";
import { timestamp } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf, shownId } from "./id.ts";

const person = z.object({ id: shownId("user"), name: z.string() });
const transfer = z.object({
  id: shownId("ownershipTransfer"),
  organization: z.object({ id: shownId("organization"), slug: z.string(), name: z.string() }),
  from: person,
  to: person,
  offeredAt: timestamp,
  expiresAt: timestamp,
});
export type OwnershipTransfer = z.output<typeof transfer>;
const params = z.object({ id: idOf("ownershipTransfer") });

export const getTransfer = contract({
  id: "organizations.getTransfer",
  kind: "read",
  method: "GET",
  path: "/organization/transfer",
  summary: "See whether ownership of the organization is offered to somebody",
  permission: "organizations:read",
  scope: "organization",
  output: z.object({ transfer: transfer.nullable() }),
  errors: [],
  audit: "none",
});

export const offerTransfer = contract({
  id: "organizations.offerTransfer",
  kind: "write",
  method: "POST",
  path: "/organization/transfer",
  summary: "Offer the organization to another person",
  description:
    "Whoever offers it stays its owner until the other person accepts, and is an admin from then on.",
  permission: "organizations:transfer",
  scope: "organization",
  body: z.strictObject({ userId: idOf("user").meta({ title: "New owner" }) }),
  output: transfer,
  status: 201,
  errors: [
    "organization.transfer_unfit",
    "organization.transfer_open",
    "approval.needed",
    "idempotency.mismatch",
    "idempotency.running",
  ],
  audit: "organization.transfer_offered",
  fresh: true,
  examples: { body: { userId: "00000000-0000-7000-8000-000000000000" } },
});

export const withdrawTransfer = contract({
  id: "organizations.withdrawTransfer",
  kind: "write",
  method: "DELETE",
  path: "/organization/transfer",
  summary: "Take the offer of ownership back",
  permission: "organizations:transfer",
  scope: "organization",
  status: 204,
  errors: [],
  audit: "organization.transfer_ended",
});

export const listOwnTransfers = contract({
  id: "organizations.listOwnTransfers",
  kind: "read",
  method: "GET",
  path: "/me/ownership-transfers",
  summary: "List the organizations that are offered to oneself",
  permission: "self",
  scope: "account",
  output: z.object({ items: z.array(transfer) }),
  errors: [],
  audit: "none",
});

export const acceptTransfer = contract({
  id: "organizations.acceptTransfer",
  kind: "write",
  method: "POST",
  path: "/me/ownership-transfers/:id/accept",
  summary: "Take over an organization",
  permission: "self",
  scope: "account",
  params,
  output: transfer,
  errors: ["organization.transfer_unfit"],
  audit: "organization.transferred",
  alsoTells: ["grant.given", "grant.ended"],
  fresh: true,
});

export const declineTransfer = contract({
  id: "organizations.declineTransfer",
  kind: "write",
  method: "POST",
  path: "/me/ownership-transfers/:id/decline",
  summary: "Turn an offered organization down",
  permission: "self",
  scope: "account",
  params,
  status: 204,
  errors: [],
  audit: "organization.transfer_ended",
});

export const organizationTransfersContracts = [
  getTransfer, offerTransfer, withdrawTransfer, listOwnTransfers, acceptTransfer, declineTransfer,
] as const; // prettier-ignore
