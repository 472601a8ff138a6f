import type { Reader } from "#kernel/db/reader";
import { grantsOfGroups, grantsReachingPeople, type HeldGrant } from "./engine/held-grants.ts";
import { grantsWithin, groupsAfter } from "./simulate-moves.ts";
import type { Plan } from "./simulate-plan.ts";
import { groupsAmong, groupsOver, membershipsOf, rolesNamed } from "./simulate-queries.ts";
import { bookAfter, grantsAfter } from "./simulate.ts";

/** What people hold, and what they would hold after a plan. */
export type World = {
  readonly before: (person: string) => readonly HeldGrant[];
  readonly after: (person: string) => readonly HeldGrant[];
};

export async function worldOf(
  db: Reader,
  organizationId: string,
  plan: Plan,
  people: readonly string[],
): Promise<World> {
  const movers = [...plan.moves.keys()];
  const joined = [...new Set([...plan.moves.values()].flatMap(({ joins }) => [...joins]))];
  const [reaching, counting, memberships, over, brought] = await db.queries(
    grantsReachingPeople(organizationId, people),
    groupsAmong(organizationId, people, plan.groups),
    membershipsOf(organizationId, movers),
    groupsOver(organizationId, joined),
    grantsOfGroups(organizationId, joined),
  );
  const named = [...reaching, ...brought].flatMap(({ role }) => (role === null ? [] : [role]));
  const book = bookAfter(await db.query(rolesNamed([...new Set([...plan.slugs, ...named])])), plan);
  const held = Map.groupBy(reaching, ({ person }) => person);
  const groupsOf = Map.groupBy(counting, ({ person }) => person);
  const before = (person: string): readonly HeldGrant[] => held.get(person) ?? [];
  return {
    before,
    after(person) {
      const move = plan.moves.get(person);
      const groups =
        move === undefined
          ? new Set((groupsOf.get(person) ?? []).map(({ group }) => group))
          : groupsAfter(person, move, memberships, over);
      const grants = move === undefined ? before(person) : grantsWithin(before(person), groups, brought);
      const gifts = plan.given.filter(({ subject }) => subject.id === person || groups.has(subject.id));
      return grantsAfter(grants, plan, book, gifts);
    },
  };
}
