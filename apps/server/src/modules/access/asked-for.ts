import { showSubject, type Permission, type ProofStep, type SubjectRef } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { findKey, standingOf } from "./engine/subjects.ts";

export type Asked = {
  /** Whose grants decide: a key's are its owner's. */
  readonly subject: SubjectRef;
  readonly active: boolean;
  /** Whether the key names the permission; others bound nothing. */
  readonly named: boolean;
  readonly before: readonly ProofStep[];
};

export async function askedFor(
  db: Reader,
  organizationId: string,
  subject: SubjectRef,
  permission: Permission,
  now: Date,
): Promise<Asked | null> {
  if (subject.type !== "api_key") return { subject, active: true, named: true, before: [] };
  const [[key], [standing]] = await db.queries(
    findKey(organizationId, subject.id, now.toISOString()),
    standingOf(organizationId, subject),
  );
  if (key === undefined || standing === undefined) return null;
  const before: ProofStep[] = [{ kind: "key", id: showSubject(subject), name: standing.name }];
  return { subject: key.owner, active: key.active, named: key.scopes.includes(permission), before };
}
