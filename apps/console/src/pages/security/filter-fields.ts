import { attemptOutcomes, securityEventKinds, severities } from "@atrium/contracts";
import type { FieldSpecs } from "@atrium/filter";

/** What one may ask of security events, to say at once what cannot be read; the server decides. */
export const eventFields = {
  kind: { type: "enum", values: securityEventKinds },
  severity: { type: "enum", values: severities },
  user: { type: "id", nullable: true },
  raised: { type: "date", aliases: ["raisedAt"] },
} as const satisfies FieldSpecs;

/** What one may ask of tries to sign in. */
export const attemptFields = {
  outcome: { type: "enum", values: attemptOutcomes },
  method: { type: "text" },
  reason: { type: "text", nullable: true },
  email: { type: "text", nullable: true },
  user: { type: "id", nullable: true },
  device: { type: "id", nullable: true },
  ip: { type: "text", nullable: true },
  country: { type: "text", nullable: true },
  at: { type: "date" },
} as const satisfies FieldSpecs;
