import { formatId, idKindOf, type Permission } from "@atrium/contracts";
import type { Caller } from "#kernel/caller";
import type { EventNotice } from "#kernel/events/listeners";

/** What a client hears of an event: enough to fetch anew what it shows, nothing that it could not fetch. */
export type LiveEvent = {
  readonly id: string;
  readonly sequence: number | null;
  readonly name: string;
  readonly targetType: string;
  readonly targetId: string | null;
};

const permissionsByPrefix: readonly (readonly [prefix: string, permission: Permission])[] = [
  ["user.", "users:read"],
  ["organization.", "organizations:read"],
  ["job.", "jobs:read"],
  ["group.", "groups:read"],
  ["api_key.", "api_keys:read"],
  ["service_account.", "service_accounts:read"],
];
/** Whoever may read the audit log may hear of everything that is in it. */
const otherwise: Permission = "audit:read";
const livePermissions = [...permissionsByPrefix.map(([, permission]) => permission), otherwise];

export function permissionFor(name: string): Permission {
  return permissionsByPrefix.find(([prefix]) => name.startsWith(prefix))?.[1] ?? otherwise;
}

/** The same rule that admits to operations: in a suspended organization only the platform's people still see. */
function sees(caller: Caller, permission: Permission): boolean {
  const open = caller.organizationStatus === "active" || caller.platformPermissions.has(permission);
  return open && caller.permissions.has(permission);
}

const eventsPrefix = "events:";
export function eventRoom(organizationId: string, permission: Permission): string {
  return `${eventsPrefix}${organizationId}:${permission}`;
}
export function isEventRoom(room: string): boolean {
  return room.startsWith(eventsPrefix);
}

export type Subject = "user" | "session" | "account" | "organization";
/** Where everyone is found whom a change of this subject's rights may touch. */
export function subjectRoom(subject: Subject, id: string): string {
  return `${subject}:${id}`;
}

/** All the rooms of a caller. They follow from rights alone: no client names a room. */
export function roomsOf(caller: Caller): Set<string> {
  const { organizationId } = caller;
  const subjects: readonly (readonly [Subject, string | null])[] = [
    ["user", caller.userId],
    ["session", caller.sessionId],
    ["account", caller.accountId],
    ["organization", organizationId],
    // It ends with what it hangs on.
    ...(caller.impersonation === undefined
      ? []
      : ([
          ["session", caller.impersonation.actorSessionId],
          ["account", caller.impersonation.actorAccountId],
          ["user", caller.actor.id],
        ] as const)),
  ];
  const rooms = subjects.flatMap(([subject, id]) => (id === null ? [] : [subjectRoom(subject, id)]));
  if (organizationId !== null) {
    for (const permission of livePermissions) {
      if (sees(caller, permission)) rooms.push(eventRoom(organizationId, permission));
    }
  }
  return new Set(rooms);
}

export function liveEvent(notice: EventNotice): LiveEvent {
  const { id, sequence, name, targetType, targetId } = notice;
  const kind = idKindOf(targetType);
  const shown = targetId === null || kind === null ? targetId : formatId(kind, targetId);
  return { id: formatId("event", id), sequence, name, targetType, targetId: shown };
}

export type RightsChange = {
  readonly subject: Subject;
  readonly id: string;
  /** Nothing more is heard until the rights are known again. */
  readonly atOnce: boolean;
};

/** Whose rights an event may have changed. */
export function rightsChangedBy({ name, targetId, organizationId }: EventNotice): RightsChange | null {
  if (targetId === null) return null;
  if (name === "impersonation.ended") return { subject: "user", id: targetId, atOnce: true };
  if (/^(?:group|grant|role)\./.test(name))
    return { subject: "organization", id: organizationId, atOnce: false };
  if (name === "session.ended" || name === "session.organization_switched") {
    return { subject: "session", id: targetId, atOnce: true };
  }
  // What ends many sessions at once is about their account.
  const ofAccount = name.startsWith("account.") || name === "sessions.ended" || name === "device.forgotten";
  if (ofAccount) return { subject: "account", id: targetId, atOnce: true };
  if (name === "session.token_replayed") return { subject: "session", id: targetId, atOnce: true };
  if (name === "policy.updated" || name.startsWith("organization."))
    return { subject: "organization", id: targetId, atOnce: false };
  const touches =
    name === "user.status_changed" ||
    name === "user.deleted" ||
    name === "user.restored" ||
    name.startsWith("user.role_");
  return touches ? { subject: "user", id: targetId, atOnce: true } : null;
}
