import { formatId, showSubject, type Permission, type ProofStep, type SubjectRef } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import type { HeldGrant } from "./engine/held-grants.ts";
import { edgesAround, groupsBetween, groupsUpTo, rolesAround, type RoleStep } from "./explain-queries.ts";

const kindOf = {
  user: "person",
  group: "group",
  api_key: "key",
  service_account: "service_account",
} as const;

/** The shortest way from a role to one that itself holds the permission. */
function wayToPermission(
  start: string,
  roles: ReadonlyMap<string, RoleStep>,
  edges: readonly { role: string; parent: string }[],
): RoleStep[] {
  const parents = Map.groupBy(edges, ({ role }) => role);
  const cameFrom = new Map<string, string | null>([[start, null]]);
  const queue = [start];
  for (const id of queue) {
    if (roles.get(id)?.itself === true) {
      const way: RoleStep[] = [];
      for (let at: string | null = id; at !== null; at = cameFrom.get(at) ?? null) {
        const step = roles.get(at);
        if (step !== undefined) way.unshift(step);
      }
      return way;
    }
    for (const { parent } of parents.get(id) ?? []) {
      if (cameFrom.has(parent)) continue;
      cameFrom.set(parent, id);
      queue.push(parent);
    }
  }
  return [];
}

/** Each step from who asks, over the groups and roles between, to the permission. */
export async function proofOf(
  db: Reader,
  from: {
    organizationId: string;
    subject: SubjectRef;
    name: string;
    grant: HeldGrant;
    permission: Permission;
  },
): Promise<ProofStep[]> {
  const { organizationId, subject, name, grant, permission } = from;
  const path: ProofStep[] = [{ kind: kindOf[subject.type], id: showSubject(subject), name }];
  if (grant.subject.type === "group" && grant.subject.id !== subject.id) {
    const query = subject.type === "group" ? groupsUpTo : groupsBetween;
    const groups = await db.query(query(organizationId, subject.id, grant.subject.id));
    for (const step of groups) {
      if (step.id !== subject.id)
        path.push({ kind: "group", id: formatId("group", step.id), name: step.name });
    }
  }
  path.push({ kind: "grant", id: formatId("grant", grant.id), name: grant.role ?? permission });
  if (grant.roleId !== null) {
    const [around, edges] = await db.queries(
      rolesAround(grant.roleId, permission),
      edgesAround(grant.roleId),
    );
    const roles = new Map(around.map((step) => [step.id, step]));
    for (const { id, slug } of wayToPermission(grant.roleId, roles, edges)) {
      path.push({ kind: "role", id: formatId("role", id), name: slug });
    }
  }
  path.push({ kind: "permission", id: null, name: permission });
  return path;
}
