import type { Limit } from "@atrium/contracts";
import type { Impersonation } from "#kernel/impersonation";
import { noPermissions, type PermissionSet } from "./permission-set.ts";

export type ActorType = "user" | "account" | "api_key" | "service_account" | "system" | "anonymous";

/** Who calls, where they act and what they may do there. Made once a request, read by everyone. */
export type Caller = {
  readonly actor: { readonly type: ActorType; readonly id: string | null; readonly name: string | null };
  readonly accountId: string | null;
  /** The person in the organization acted in, or the platform person who looks into it. */
  readonly userId: string | null;
  readonly sessionId: string | null;
  /** When a factor was last proven in this session, in milliseconds; null for callers without one. */
  readonly provenAt: number | null;
  /** The organization acted in wants a second factor that this session never proved. */
  readonly lacksFactor: boolean;
  /** The organization acted in lets its people in through its own identity provider alone, and this session came otherwise. */
  readonly lacksSso: boolean;
  /** An identity provider alone vouches for this session, and the account reaches further than that one's organization. */
  readonly fenced: boolean;
  readonly organizationId: string | null;
  readonly organizationStatus: "active" | "suspended" | null;
  readonly permissions: PermissionSet;
  /** Permissions held at the scope of the whole platform. */
  readonly platformPermissions: PermissionSet;
  /** Whom limits count for. */
  readonly limitKey: string | null;
  /** A limit over all its calls together, in place of those of single operations. */
  readonly limit?: Limit;
  /** The person whom the actor speaks for, where that is not the actor. */
  readonly onBehalfOf?: string | null;
  /** The actor is at work as the person whom the caller is. */
  readonly impersonation?: Impersonation;
};

/** A program that calls with a key: it speaks for no account, and what it may do was decided when the key was made. */
export function isMachine({ actor }: Caller): boolean {
  return actor.type === "api_key" || actor.type === "service_account";
}

export const anonymous: Caller = {
  actor: { type: "anonymous", id: null, name: null },
  accountId: null,
  userId: null,
  sessionId: null,
  provenAt: null,
  lacksFactor: false,
  lacksSso: false,
  fenced: false,
  organizationId: null,
  organizationStatus: null,
  permissions: noPermissions,
  platformPermissions: noPermissions,
  limitKey: null,
};

/** What a request says of itself; jobs and commands fill in what they have. */
export type RequestInfo = {
  readonly id: string;
  readonly ip: string | null;
  /** It came from this machine, without a proxy in between. */
  readonly local: boolean;
  readonly agent: string | null;
  /** What the browser keeps to be known again; proves nothing by itself. */
  readonly device: string | null;
  /** What the browser keeps for the time of a sign-in elsewhere. */
  readonly flow: string | null;
  /** The page's own origin when the browser named it and it is one of ours; passkeys are bound to it. */
  readonly origin: string | null;
  readonly idempotencyKey: string | null;
  readonly ifMatch: number | null;
};

/** The system at work: a named part of Atrium, bounded to one organization. */
export function systemCaller(part: string, organizationId: string, permissions: PermissionSet): Caller {
  return {
    ...anonymous,
    actor: { type: "system", id: null, name: part },
    organizationId,
    organizationStatus: "active",
    permissions,
  };
}
