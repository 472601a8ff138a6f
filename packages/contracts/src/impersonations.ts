import { z } from "zod";
import { requiredLine } from "./building-blocks.ts";
import { contract } from "./contract.ts";
import { idOf } from "./id.ts";
import { impersonation } from "./sessions.ts";

/** The header that names the session in which somebody acts as somebody else. */
export const impersonationHeader = "atrium-impersonation";

export const startImpersonation = contract({
  id: "impersonations.start",
  kind: "write",
  method: "POST",
  path: "/users/:id/impersonate",
  summary: "Act as a person, for fifteen minutes",
  description:
    "Answers a session that is named in the header `Atrium-Impersonation` beside one's own credential. It may what both may, reads unless `write` was asked for and allowed, and never touches what is the person's alone. The person is told by mail and sees it in their activity.",
  permission: "impersonation:start",
  scope: "organization",
  params: z.strictObject({ id: idOf("user") }),
  body: z.strictObject({
    reason: requiredLine(500).meta({
      title: "Reason",
      description: "The person reads it, and it stays in the audit log",
    }),
    write: z
      .boolean()
      .default(false)
      .meta({ title: "Also change things", description: "Wants impersonation:write" }),
  }),
  output: impersonation,
  status: 201,
  errors: ["resource.not_found", "user.self", "user.above_you", "impersonation.impossible"],
  audit: "impersonation.started",
  fresh: true,
  examples: { body: { reason: "Ticket 4711: the list of groups stays empty" } },
});

export const endImpersonation = contract({
  id: "impersonations.end",
  kind: "write",
  method: "POST",
  path: "/auth/impersonation/end",
  summary: "Stop acting as somebody else",
  permission: "self",
  scope: "account",
  thisSessionOnly: true,
  inImpersonation: true,
  status: 204,
  errors: ["resource.not_found"],
  audit: "impersonation.ended",
});

export const impersonationsContracts = [startImpersonation, endImpersonation] as const;
