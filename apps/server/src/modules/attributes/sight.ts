import { permissionNames } from "@atrium/contracts";
import type { Cache } from "#kernel/cache";
import type { Caller } from "#kernel/caller";
import type { Reader } from "#kernel/db/reader";
import { definitionsOf, rolesHeldBy, type Definition } from "./definitions.ts";

export type AttributeValues = Readonly<Record<string, unknown>>;

/** What a caller sees and writes of people's attributes. What they do not see is to them as if it were not there. */
export type Sight = {
  /** In the organization's order. */
  readonly visible: readonly Definition[];
  readonly all: readonly Definition[];
  readonly find: (key: string) => Definition | undefined;
  readonly mayWrite: (definition: Definition) => boolean;
  readonly show: (attributes: AttributeValues) => Record<string, unknown>;
};

export type Attributes = {
  readonly sightOf: (db: Reader, caller: Caller) => Promise<Sight>;
  /** Of oneself: also what one may write of oneself, and of that alone whether one may. */
  readonly ownSightOf: (db: Reader, caller: Caller) => Promise<Sight>;
  readonly forget: (organizationId: string) => void;
};

const known = new Set<string>(permissionNames);
const isPermission = (holder: string): boolean => known.has(holder);

export function createAttributes(cache: Cache<readonly Definition[]>): Attributes {
  const allOf = (db: Reader, caller: Caller): Promise<readonly Definition[]> =>
    cache.get(caller.organizationId ?? "", () => db.query(definitionsOf()));

  /** Whether the caller is one of the holders; their roles are asked for only where a role decides. */
  async function judgeOf(db: Reader, caller: Caller, all: readonly Definition[]) {
    const permits = (name: string): boolean =>
      (caller.permissions as { has: (name: string) => boolean }).has(name);
    const named = all.flatMap(({ readers, writers }) => [...(readers ?? []), ...(writers ?? [])]);
    const [roles = []] =
      caller.userId !== null && named.some((holder) => !isPermission(holder))
        ? await db.query(rolesHeldBy(caller.userId))
        : [];
    return (holders: readonly string[] | null): boolean =>
      caller.actor.type === "system" ||
      holders === null ||
      permits("attributes:manage") ||
      holders.some((holder) => (isPermission(holder) ? permits(holder) : roles.includes(holder)));
  }

  function sight(
    all: readonly Definition[],
    visible: readonly Definition[],
    mayWrite: Sight["mayWrite"],
  ): Sight {
    const byKey = new Map(visible.map((definition) => [definition.key, definition]));
    return {
      visible,
      all,
      find: (key) => byKey.get(key),
      mayWrite,
      show: (attributes) => Object.fromEntries(Object.entries(attributes).filter(([key]) => byKey.has(key))),
    };
  }

  return {
    async sightOf(db, caller) {
      const all = await allOf(db, caller);
      const judge = await judgeOf(db, caller, all);
      const visible = all.filter(({ readers }) => judge(readers));
      return sight(all, visible, ({ writers }) => judge(writers));
    },
    async ownSightOf(db, caller) {
      const all = await allOf(db, caller);
      const judge = await judgeOf(db, caller, all);
      const visible = all.filter(({ readers, selfWritable }) => selfWritable || judge(readers));
      return sight(all, visible, ({ selfWritable }) => selfWritable);
    },
    forget: (organizationId) => cache.delete(organizationId),
  };
}
