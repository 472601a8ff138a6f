import { eventNames } from "@atrium/contracts";
import type { FieldSpecs } from "@atrium/filter";

/** What one may ask of the audit log, so that a mistake shows while it is typed. The server decides. */
export const auditFilterFields: FieldSpecs = {
  name: { type: "text" },
  event: { type: "enum", values: [...eventNames] },
  actor: { type: "id", nullable: true },
  target: { type: "id", nullable: true },
  targetType: { type: "text" },
  request: { type: "text", nullable: true },
  ip: { type: "text", nullable: true },
  occurred: { type: "date", aliases: ["occurredAt"] },
};
