import { attemptOutcomes, parseId, securityEventKinds, securityStates, severities } from "@atrium/contracts";
import { beginsWith, filterCondition, readFilter, type Filterable } from "#kernel/filter-list";
import type { Parameter } from "#kernel/db/statement";

const user = (value: string): string | null => parseId("user", value);
const device = (value: string): string | null => parseId("device", value);

export const attemptFilter: Filterable = {
  fields: {
    outcome: { type: "enum", values: attemptOutcomes },
    method: { type: "text" },
    reason: { type: "text", nullable: true },
    email: { type: "text", nullable: true },
    user: { type: "id", nullable: true },
    device: { type: "id", nullable: true },
    ip: { type: "text", nullable: true },
    country: { type: "text", nullable: true },
    at: { type: "date" },
  },
  columns: {
    outcome: { sql: "a.outcome", cast: "text" },
    method: { sql: "a.method", cast: "text" },
    reason: { sql: "a.reason", cast: "text" },
    email: { sql: "a.email", cast: "text" },
    user: { sql: "a.user_id", cast: "uuid", decode: user },
    device: { sql: "a.device_id", cast: "uuid", decode: device },
    ip: { sql: "a.ip", cast: "text" },
    country: { sql: "a.country", cast: "text" },
    at: { sql: "a.at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["a.email", "a.ip"]),
};

export const eventFilter: Filterable = {
  fields: {
    kind: { type: "enum", values: securityEventKinds },
    severity: { type: "enum", values: severities },
    state: { type: "enum", values: securityStates },
    user: { type: "id", nullable: true },
    raised: { type: "date", aliases: ["raisedAt"] },
  },
  columns: {
    kind: { sql: "e.kind", cast: "text" },
    severity: { sql: "e.severity", cast: "text" },
    state: { sql: "e.state", cast: "text" },
    user: { sql: "e.user_id", cast: "uuid", decode: user },
    raised: { sql: "e.raised_at", cast: "timestamptz" },
  },
  textSearch: beginsWith(["e.kind"]),
};

/** The filter text of a list as a condition; without one, everything that the reader is bound to. */
export function conditionOf(
  filterable: Filterable,
  q: string | undefined,
  now: Date,
): { where: string; values: readonly Parameter[]; prepared: boolean } {
  const filter = q === undefined ? null : readFilter(filterable, q);
  if (filter === null || filter.kind === "empty") return { where: "true", values: [], prepared: true };
  return { ...filterCondition(filterable, filter, now), prepared: false };
}
