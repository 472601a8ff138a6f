import type { ScopeRef, SubjectRef } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Clock } from "#kernel/clock";
import type { Reader } from "#kernel/db/reader";
import { listener, type Listener } from "#kernel/events/listeners";
import { compile, within, type Compiled } from "./compile.ts";
import { grantsReaching } from "./held-grants.ts";
import { groupsAround } from "./places.ts";
import { chainOf, type Chain } from "./scopes.ts";
import { findKey, standingOf } from "./subjects.ts";

export type Engine = {
  /**
   * What somebody holds in an organization, which is nothing while they are not active; from memory where nothing has
   * changed since it was asked. Null for who is not there.
   */
  of: (organizationId: string, subject: SubjectRef) => Promise<Compiled | null>;
  /** What is above a thing. */
  chain: (organizationId: string, scope: ScopeRef) => Promise<Chain>;
  readonly listeners: readonly Listener[];
};

/**
 * Compiled rights by organization, subject and stamp. A change moves the stamp of its organization, which leaves
 * behind whatever was compiled under the old one: a role that a million people hold ends with one step.
 */
export function createEngine(deps: {
  /** Reads what belongs to the organization that each statement names. */
  readonly system: Reader;
  readonly clock: Clock;
  readonly compiled: Cache<Compiled | null>;
  readonly chains: Cache<Chain>;
}): Engine {
  const { system, clock, compiled, chains } = deps;
  const stamps = new Map<string, number>();
  let everywhere = 0;
  const stampOf = (organizationId: string): string => `${everywhere}.${stamps.get(organizationId) ?? 0}`;
  const bump = (organizationId: string): void =>
    void stamps.set(organizationId, (stamps.get(organizationId) ?? 0) + 1);

  const load = async (organizationId: string, subject: SubjectRef): Promise<Compiled | null> => {
    const now = clock.now();
    const [[standing], grants] = await system.queries(
      standingOf(organizationId, subject),
      grantsReaching(organizationId, subject),
    );
    if (standing === undefined) return null;
    return compile(standing.active ? grants : [], now);
  };
  const keyOf = (organizationId: string, { type, id }: SubjectRef): string =>
    `${organizationId} ${stampOf(organizationId)} ${type} ${id}`;

  async function ofSubject(organizationId: string, subject: SubjectRef): Promise<Compiled | null> {
    const key = keyOf(organizationId, subject);
    const known = await compiled.get(key, () => load(organizationId, subject));
    if (known === null || known.changesAt === null || known.changesAt > clock.now().getTime()) return known;
    compiled.delete(key);
    return compiled.get(key, () => load(organizationId, subject));
  }

  /** A key may do what its owner may and its scopes name, at the time of use. */
  async function ofKey(organizationId: string, id: string): Promise<Compiled | null> {
    const [key] = await system.query(findKey(organizationId, id, clock.now().toISOString()));
    if (key === undefined) return null;
    const owner = await ofSubject(organizationId, key.owner);
    return owner === null || !key.active ? compile([], clock.now()) : within(owner, key.scopes);
  }

  return {
    of: (organizationId, subject) =>
      subject.type === "api_key" ? ofKey(organizationId, subject.id) : ofSubject(organizationId, subject),
    async chain(organizationId, scope) {
      if (scope.id === null) return chainOf(scope, []);
      const key = `${organizationId} ${stampOf(organizationId)} ${scope.kind} ${scope.type ?? ""} ${scope.id}`;
      return chains.get(key, async () => {
        const query = groupsAround(organizationId, scope);
        return chainOf(scope, query === null ? [] : await system.query(query));
      });
    },
    listeners: [
      listener("role.*", ({ organizationId, targetType }) => {
        // A template is held in every organization.
        if (targetType === "template") everywhere++;
        else bump(organizationId);
      }),
      listener("group.*", ({ organizationId }) => bump(organizationId)),
      listener("grant.*", ({ organizationId, targetType, targetId }) => {
        if (targetType === "group" || targetId === null) bump(organizationId);
        else forget(organizationId, targetId);
      }),
      // What people are given at sign-in, by invitation or with a role is told as what happened to them.
      listener("user.*", ({ organizationId, targetId }) => {
        if (targetId !== null) forget(organizationId, targetId);
      }),
      listener("service_account.*", ({ organizationId, targetId }) => {
        if (targetId !== null) forget(organizationId, targetId);
      }),
    ],
  };

  function forget(organizationId: string, id: string): void {
    for (const type of ["user", "service_account"] as const) {
      compiled.delete(keyOf(organizationId, { type, id }));
    }
  }
}
