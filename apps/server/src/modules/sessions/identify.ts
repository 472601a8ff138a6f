import { hash } from "node:crypto";
import { parseId, type SessionInfo } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Caller } from "#kernel/caller";
import type { Clock } from "#kernel/clock";
import { sha256 } from "#kernel/crypto";
import type { Reader } from "#kernel/db/reader";
import type { Credential } from "#kernel/http/credentials";
import type { Identify } from "#kernel/http/routes";
import { noPermissions } from "#kernel/permission-set";
import { looksLikeKey, type IdentifyKey } from "#modules/api-keys";
import { insideOf, type Access, type Rights } from "#modules/access";
import type { AccessTokens } from "./access-token.ts";
import { sessionInfo } from "./info.ts";
import { personAbove } from "./person-above.ts";
import { cameThrough, countingIn, isTwoFactors, opened } from "./proofs.ts";
import {
  findPlaceById,
  findPlaceBySlug,
  findSession,
  findSessionById,
  membershipsOf,
  noteSeen,
  peopleOf,
  type Membership,
  type Place,
  type StoredSession,
} from "./queries.ts";

export type Identified = {
  readonly signedIn: { readonly caller: Caller; readonly info: SessionInfo } | null;
  readonly session: StoredSession;
  /** Every person that the account is, wherever and in whatever state: what changes for one may change the caller. */
  readonly people: readonly string[];
  readonly memberships: readonly Membership[];
  readonly expiresAt: number;
  /** When a grant begins or ends, in milliseconds: from then on the caller's rights are to be asked for again. */
  readonly changesAt: number | null;
  /** What else an event may be about that changes the caller. */
  readonly alsoTags?: readonly string[];
};
/** Finds the session in which an actor is at work as somebody else, and who they are in it; null where it is over. */
export type StandIn = (
  name: string,
  wanted: string | null,
  actorIn: (organizationId: string) => Promise<Identified | null>,
) => Promise<Identified | null>;
export type IdentityCache = Cache<Identified | null>;

const noRights: Rights = { inside: noPermissions, platform: noPermissions, changesAt: null };
const seenEveryMs = 60_000;

/** Everything that a cached caller depends on; an event about one of them ends it. */
export function tagsOf(identified: Identified | null): string[] {
  if (identified === null) return [];
  const { signedIn, session, people, memberships } = identified;
  const tags = [`session:${session.id}`, `account:${session.accountId}`];
  for (const id of people) tags.push(`user:${id}`);
  const places = new Set(memberships.map(({ organizationId }) => organizationId));
  const acting = signedIn?.caller.organizationId ?? null;
  if (acting !== null) places.add(acting);
  for (const id of places) tags.push(`organization:${id}`);
  return identified.alsoTags === undefined ? tags : [...tags, ...identified.alsoTags];
}

/** Whether an organization wants a second factor of a person who enters it. */
export type SecondFactorWanted = (
  reader: Reader,
  organizationId: string,
  roles: readonly string[],
  now: Date,
) => Promise<boolean>;

/** Finds out who a credential belongs to. Known ones are answered from memory, without a turn of the event loop. */
export function createIdentify(deps: {
  system: Reader;
  access: Access;
  clock: Clock;
  cache: IdentityCache;
  tokens: AccessTokens;
  secondFactorWanted: SecondFactorWanted;
  ssoEnforced: (reader: Reader, organizationId: string) => Promise<boolean>;
  /** Whom an API key speaks for. */
  identifyKey: IdentifyKey;
  standIn: StandIn;
}): { identify: Identify; infoOf: (caller: Caller) => SessionInfo | null } {
  const { system, access, clock, cache, tokens } = deps;
  const infos = new WeakMap<Caller, SessionInfo>();

  async function load(credential: Credential, wanted: string | null): Promise<Identified | null> {
    const now = clock.now();
    const claims = credential.kind === "bearer" ? tokens.read(credential.token) : null;
    const [session] =
      credential.kind === "cookie"
        ? await system.query(findSession(sha256(credential.token)))
        : claims === null
          ? []
          : await system.query(findSessionById(claims.sessionId));
    if (session === undefined || !isAlive(session, now)) return null;
    if (claims !== null && (session.kind !== "token" || session.accountId !== claims.accountId)) return null;
    if (now.getTime() - Date.parse(session.seenAt) > seenEveryMs) {
      // When somebody was last seen may be a minute old, and may be lost: nobody waits for it.
      system.query(noteSeen(session.id, now.toISOString())).catch(() => undefined);
    }
    const { accountId } = session;
    const [memberships, people] = await system.queries(membershipsOf(accountId), peopleOf(accountId));
    const expiresAt = Math.min(Date.parse(session.expiresAt), claims?.expiresAt ?? Infinity);
    // Who is suspended everywhere is nobody here, whatever they still hold; until that changes.
    const { places, fenced } = opened(session.proofs, memberships, people.length);
    if (places.length === 0)
      return { session, people, memberships, signedIn: null, expiresAt, changesAt: null };
    const place = await placeOf(wanted ?? claims?.organizationId ?? session.organizationId, places);
    // What touches the account itself reaches every place of it, so a fenced session proves more first.
    const { caller: found, changesAt } = await callerAt(session, place, places, now);
    const caller = { ...found, ...(fenced ? { provenAt: null, fenced } : {}) };
    const { email, locale } = session;
    const account = { id: accountId, email, locale };
    // Told as it is for as long as it is known, so it is written once.
    const info = Object.freeze(sessionInfo({ session, account, caller, memberships: places, place }));
    infos.set(caller, info);
    return { session, people, memberships, signedIn: { caller, info }, expiresAt, changesAt };
  }

  async function placeOf(
    wanted: string | null,
    memberships: readonly Membership[],
  ): Promise<Place | undefined> {
    if (wanted === null) return undefined;
    const uuid = parseId("organization", wanted);
    const own = memberships.find(({ organizationId, slug }) => organizationId === uuid || slug === wanted);
    if (own !== undefined) return own;
    const [place] = await system.query(uuid === null ? findPlaceBySlug(wanted) : findPlaceById(uuid));
    return place;
  }

  /**
   * A person acts where they are active; a platform person also where their platform rights reach, and a reseller's also
   * in the organizations below theirs.
   */
  async function callerAt(
    session: StoredSession,
    place: Place | undefined,
    memberships: readonly Membership[],
    now: Date,
  ): Promise<{ caller: Caller; changesAt: number | null }> {
    const lacksFactorIn = async ({ organizationId, roles }: Membership): Promise<boolean> =>
      !isTwoFactors(countingIn(organizationId, session.proofs)) &&
      (await deps.secondFactorWanted(system, organizationId, roles, now));
    const home = memberships.find(({ platform }) => platform);
    // What the platform gives it gives wherever one looks, and so holds to what it wants for it.
    const lacksAtHome = home !== undefined && (await lacksFactorIn(home));
    const held =
      home === undefined
        ? noRights
        : await access.rightsOfUser(system, home.organizationId, home.userId, now);
    const atHome = lacksAtHome ? { ...held, platform: noPermissions } : held;
    const here = memberships.find(({ organizationId }) => organizationId === place?.organizationId);
    const reaches = held.platform.names().length > 0;
    const above =
      here === undefined && !reaches && place !== undefined
        ? await personAbove({ system, access }, place.organizationId, memberships, now)
        : undefined;
    const own = here ?? above?.person;
    const person = own ?? (reaches ? home : undefined);
    const atPlace =
      here === undefined
        ? (above?.rights ?? { ...held, inside: insideOf(held.platform) })
        : here === home
          ? atHome
          : await access.rightsOfUser(system, here.organizationId, here.userId, now);
    const changesAt = sooner(held.changesAt, atPlace.changesAt);
    const admitted = place !== undefined && person !== undefined;
    const lacksFactor = own === undefined ? reaches && lacksAtHome : await lacksFactorIn(own);
    const lacksSso =
      own !== undefined &&
      !cameThrough(session.proofs, own) &&
      (await deps.ssoEnforced(system, own.organizationId));
    const open = !lacksFactor && !lacksSso;
    const caller: Caller = {
      actor:
        person === undefined
          ? { type: "account", id: session.accountId, name: session.email }
          : { type: "user", id: person.userId, name: person.displayName },
      accountId: session.accountId,
      userId: person?.userId ?? null,
      sessionId: session.id,
      provenAt: session.provenAt === null ? null : Date.parse(session.provenAt),
      lacksFactor,
      lacksSso,
      fenced: false,
      organizationId: admitted ? place.organizationId : null,
      organizationStatus: admitted ? place.organizationStatus : null,
      permissions: admitted && open ? atPlace.inside : noPermissions,
      platformPermissions: open ? atHome.platform : noPermissions,
      limitKey: session.accountId,
    };
    return { caller, changesAt };
  }

  const alive = (found: Identified | null): Caller | null => {
    if (found === null || found.signedIn === null || found.expiresAt <= clock.now().getTime()) return null;
    return found.signedIn.caller;
  };

  async function loadStandIn(credential: Credential, wanted: string | null, name: string) {
    const found = await deps.standIn(name, wanted, (organizationId) => load(credential, organizationId));
    if (found?.signedIn != null) infos.set(found.signedIn.caller, found.signedIn.info);
    return found;
  }

  const identify: Identify = (credential, organization, address = null, standIn = null) => {
    const { kind, token } = credential;
    if (kind === "bearer" && looksLikeKey(token)) {
      return standIn === null ? deps.identifyKey(token, organization, address) : null;
    }
    // Asked of every request; as text at once, which costs half of a Buffer and its text.
    const own = `${hash("sha256", token, "base64url")}${kind}${organization ?? ""}`;
    const key = standIn === null ? own : `${own} as ${standIn}`;
    const known = cache.peek(key);
    if (known !== undefined && !isOutdated(known, clock.now())) return alive(known);
    if (known !== undefined) cache.delete(key);
    const found = () =>
      standIn === null ? load(credential, organization) : loadStandIn(credential, organization, standIn);
    return cache.get(key, found, tagsOf).then(alive);
  };
  return { identify, infoOf: (caller) => infos.get(caller) ?? null };
}

const sooner = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** A grant began or ended since. */
const isOutdated = (found: Identified | null, now: Date): boolean =>
  found !== null && found.changesAt !== null && found.changesAt <= now.getTime();

/** Not over, and not left alone for too long. When it was last seen may be a minute old, which is given. */
function isAlive(session: StoredSession, now: Date): boolean {
  const at = now.getTime();
  if (Date.parse(session.expiresAt) <= at) return false;
  if (session.idleSeconds === null) return true;
  return Date.parse(session.seenAt) + session.idleSeconds * 1000 + seenEveryMs > at;
}
