import { parseId, permissionNames } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import { anonymous, type Caller } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import { constantTimeEqual, sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import { noPermissions, permissionSet, type PermissionSet } from "#kernel/permission-set";
import { Problem } from "#kernel/problem";
import type { Access } from "#modules/access";
import { addressesAllowed } from "./addresses.ts";
import { noteKeyUsed, storedKey, type StoredKey } from "./identify-queries.ts";
import { readKey } from "./token.ts";

/** A key as this node knows it; null where the secret fits none. */
export type KnownKey = {
  readonly id: string;
  /** Null while nobody may use it. */
  readonly caller: Caller | null;
  readonly allows: (address: string | null) => boolean;
  /** From then on it has to be looked at again: it, or a right of its owner, begins or ends. */
  readonly goodUntil: number;
  readonly tags: readonly string[];
  /** When its use was last noted, in milliseconds. */
  readonly use: { notedAt: number };
};
export type KeyCache = Cache<KnownKey | null>;
export type IdentifyKey = (
  token: string,
  organization: string | null,
  address: string | null,
) => Caller | null | Promise<Caller | null>;

const noteEveryMs = 60_000;

const both = (held: PermissionSet, scopes: PermissionSet): PermissionSet =>
  permissionSet(permissionNames.filter((name) => held.has(name) && scopes.has(name)));

/** Until when the secret that was shown is good; null where it is none of the key's. */
function goodUntil(key: StoredKey, digest: Buffer): number | null {
  const expires = key.expiresAt === null ? Infinity : Date.parse(key.expiresAt);
  if (constantTimeEqual(key.digest, digest)) return expires;
  if (key.previousDigest === null || !constantTimeEqual(key.previousDigest, digest)) return null;
  return Math.min(expires, Date.parse(key.previousUntil ?? ""));
}

const tagsOf = (key: StoredKey): string[] => [
  `key:${key.id}`,
  `organization:${key.organizationId}`,
  ...(key.userId === null ? [] : [`user:${key.userId}`]),
  ...(key.accountId === null ? [] : [`account:${key.accountId}`]),
  ...(key.serviceAccountId === null ? [] : [`service_account:${key.serviceAccountId}`]),
];

export function tagsOfKey(known: KnownKey | null): string[] {
  return known === null ? [] : [...known.tags];
}

async function speakingFor(
  key: StoredKey,
  here: boolean,
  from: { system: Reader; access: Access; now: Date },
): Promise<{ caller: Caller; changesAt: number | null }> {
  const { organizationId, userId, serviceAccountId } = key;
  const owner =
    serviceAccountId === null
      ? ({ type: "user", id: userId ?? "" } as const)
      : ({ type: "service_account", id: serviceAccountId } as const);
  const rights = await from.access.rightsOfSubject(from.system, organizationId, owner, from.now);
  const scopes = permissionSet(key.scopes);
  const { planCallsPerMinute: most } = key;
  const caller: Caller = {
    ...anonymous,
    actor:
      serviceAccountId === null
        ? { type: "api_key", id: key.id, name: key.name }
        : { type: "service_account", id: serviceAccountId, name: key.ownerName },
    onBehalfOf: userId,
    userId,
    organizationId: here ? organizationId : null,
    organizationStatus: here ? key.organizationStatus : null,
    permissions: here ? both(rights.inside, scopes) : noPermissions,
    platformPermissions: here ? both(rights.platform, scopes) : noPermissions,
    limitKey: `key:${key.id}`,
    limit: { limit: Math.min(key.callsPerMinute ?? most, most), windowSeconds: 60 },
  };
  return { caller, changesAt: rights.changesAt };
}

/** Who a key speaks for when nobody shows it: a job that was started with it. */
export function createCallerOfKey(deps: { system: Reader; access: Access; clock: Clock }) {
  return async (id: string, organizationId: string): Promise<Caller | null> => {
    const now = deps.clock.now();
    const [key] = await deps.system.query(storedKey(id));
    if (key === undefined || key.organizationId !== organizationId || key.revoked || !key.ownerWorks) {
      return null;
    }
    if (key.expiresAt !== null && Date.parse(key.expiresAt) <= now.getTime()) return null;
    return (await speakingFor(key, true, { ...deps, now })).caller;
  };
}

/** Finds out who a key speaks for: its owner's rights as they are now, as far as its scopes reach. */
export function createIdentifyKey(deps: {
  system: Reader;
  access: Access;
  clock: Clock;
  cache: KeyCache;
}): IdentifyKey {
  const { system, access, clock, cache } = deps;

  async function load(id: string, digest: Buffer, wanted: string | null): Promise<KnownKey | null> {
    const now = clock.now();
    const [key] = await system.query(storedKey(id));
    const until = key === undefined ? null : goodUntil(key, digest);
    if (key === undefined || until === null) return null;
    const kept = {
      id,
      tags: tagsOf(key),
      allows: addressesAllowed(key.addresses),
      use: { notedAt: key.lastUsedAt === null ? -Infinity : Date.parse(key.lastUsedAt) },
    };
    if (key.revoked || !key.ownerWorks || until <= now.getTime()) {
      return { ...kept, caller: null, goodUntil: Infinity };
    }
    // A key is good in its own organization alone, whoever owns it.
    const here =
      wanted === null ||
      wanted === key.organizationSlug ||
      parseId("organization", wanted) === key.organizationId;
    const { caller, changesAt } = await speakingFor(key, here, { system, access, now });
    return { ...kept, caller, goodUntil: Math.min(until, changesAt ?? Infinity) };
  }

  function admitted(known: KnownKey | null, address: string | null): Caller | null {
    const now = clock.now().getTime();
    if (known === null || known.caller === null || known.goodUntil <= now) return null;
    if (!known.allows(address)) throw new Problem("api_key.address_refused");
    if (now - known.use.notedAt > noteEveryMs) {
      known.use.notedAt = now;
      const [at, minuteAgo] = [new Date(now), new Date(now - noteEveryMs)].map((time) => time.toISOString());
      // When it was last used may be lost: nobody waits for it.
      system.query(noteKeyUsed(known.id, at ?? "", address, minuteAgo ?? "")).catch(() => undefined);
    }
    return known.caller;
  }

  return (token, organization, address) => {
    const id = readKey(token);
    if (id === null) return null;
    const digest = sha256(token);
    const key = `${digest.toString("latin1")}${organization ?? ""}`;
    const known = cache.peek(key);
    const outdated = known !== undefined && known !== null && known.goodUntil <= clock.now().getTime();
    if (known !== undefined && !outdated) return admitted(known, address);
    if (outdated) cache.delete(key);
    return cache
      .get(key, () => load(id, digest, organization), tagsOfKey)
      .then((found) => admitted(found, address));
  };
}
