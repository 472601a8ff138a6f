import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Permission } from "@atrium/contracts";
import { permissionSet } from "#kernel/permission-set";
import { createAccess } from "#modules/access";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

const steering: readonly Permission[] = [
  "roles:read", "roles:create", "roles:update", "roles:delete", "roles:assign", "access:read", "groups:read",
  "groups:create", "groups:update", "requests:read", "requests:decide", "reviews:manage",
]; // prettier-ignore
const wanted: readonly Permission[] = [...steering, "users:read", "users:update", "audit:read", "organizations:update", "keys:rotate"]; // prettier-ignore
const runs = 25;

type Move = {
  readonly kind: number;
  readonly a: number;
  readonly b: number;
  readonly permission: Permission;
  readonly role: string;
};

describe("E03: whoever may steer rights", () => {
  let atrium: Atrium;
  let owner: Person;
  const access = createAccess();

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
  });
  afterAll(() => atrium.close());

  const rights = async (place: Place, person: Person): Promise<string[]> => {
    const { inside, platform } = await access.rightsOfUser(
      atrium.database.asSystem(),
      place.uuid,
      person.uuid,
      atrium.clock.now(),
    );
    return [...inside.names(), ...platform.names()];
  };

  /** One call that the actor tries; whether it is allowed is the product's to say. */
  async function attempt(
    actor: Person,
    others: readonly Person[],
    groups: string[],
    roles: string[],
    asked: string[],
    move: Move,
  ) {
    const { api } = actor;
    const whom = [actor, ...others][move.a % (others.length + 1)] ?? actor;
    const group = groups[move.b % groups.length] ?? "";
    const slug = roles[move.b % roles.length] ?? "user";
    const named = move.a % 2 === 0 ? move.role : slug;
    const { permission } = move;
    const fresh = `climb-${atrium.newId()}`;
    const request = { params: { id: asked[move.b % asked.length] ?? atrium.newId() } };
    const note = ({ id }: { id: string }) => void asked.push(id);
    switch (move.kind % 18) {
      case 0:
        return api.roles.create({ body: { slug: fresh, name: "C", permissions: [permission] } }).then(() => void roles.push(fresh)); // prettier-ignore
      case 1:
        return api.roles.create({ body: { slug: fresh, name: "C", inherits: [named] } }).then(() => void roles.push(fresh)); // prettier-ignore
      case 2:
        return api.roles.addPermissions({ params: { slug }, body: { permissions: [permission] } });
      case 3: {
        const { version } = await api.roles.get({ params: { slug } });
        return api.roles.update(
          { params: { slug }, body: { inherits: [named], holders: "keep" } },
          { version },
        );
      }
      case 4:
        return api.roles.delete({ params: { slug }, query: { replacement: named } });
      case 5:
        return api.users.assignRole({ params: { id: whom.userId }, body: { role: named } });
      case 6:
        return api.grants.create({ body: { subject: whom.userId, permission } });
      case 7:
        return api.grants.create({ body: { subject: group, permission } });
      case 8:
        return api.grants.create({ body: { subject: group, role: named } });
      case 9:
        return api.groups.addMembers({ params: { id: group }, body: { userIds: [whom.userId] } });
      case 10:
        return api.groups
          .create({ body: { name: fresh, parentId: group } })
          .then(({ id }) => void groups.push(id));
      case 11:
        return whom.api.accessRequests.create({ body: { role: named, reason: "Up" } }).then(note);
      case 12:
        return api.accessRequests
          .create({ body: { subject: whom.userId, permission, reason: "Up" } })
          .then(note);
      case 13:
        return whom.api.accessRequests.create({ body: { group, reason: "Up" } }).then(note);
      case 14:
      case 15:
        return api.accessRequests.approve({ ...request, body: {} });
      case 16:
        return api.approvalRules.create({ body: move.a % 2 === 0 ? { permission } : { role: named } });
      default: {
        const { version } = await api.roles.get({ params: { slug } });
        return api.roles.update(
          { params: { slug }, body: { permissions: [permission], holders: named } },
          { version },
        );
      }
    }
  }

  it(`brings nobody, by any sequence of calls, to a right that they did not hold themselves (${runs} actors)`, async () => {
    let done = 0;
    const moves = fc.array(
      fc.record({
        kind: fc.nat({ max: 17 }),
        a: fc.nat({ max: 100 }),
        b: fc.nat({ max: 100 }),
        permission: fc.constantFrom(...wanted),
        role: fc.constantFrom("super-admin", "admin", "manager", "auditor", "user", "guest"),
      }),
      { minLength: 20, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.subarray(wanted.slice(steering.length, steering.length + 3)),
        moves,
        async (extra, sequence) => {
          const place = await makeOrganization(owner);
          const boss = await makePerson(atrium, place, ["super-admin"]);
          const [actor, ...others] = [
            await makePerson(atrium, place, ["guest"]),
            await makePerson(atrium, place, ["guest"]),
            await makePerson(atrium, place, ["admin"]),
          ];
          if (actor === undefined) return;
          const { slug } = await boss.api.roles.create({
            body: { slug: "steering", name: "S", permissions: [...steering, ...extra] },
          });
          await boss.api.users.assignRole({ params: { id: actor.userId }, body: { role: slug } });
          const above = await boss.api.roles.create({
            body: { slug: "above", name: "A", permissions: ["organizations:update"] },
          });
          const top = (await boss.api.groups.create({ body: { name: "Top" } })).id;
          const open = (await boss.api.groups.create({ body: { name: "Open" } })).id;
          await boss.api.grants.create({ body: { subject: top, role: "super-admin" } });
          const people = [actor, ...others];
          const ceiling = await rights(place, actor);
          const bounds = await Promise.all(
            people.map(async (person) => permissionSet([...ceiling, ...(await rights(place, person))])),
          );
          const [groups, roles, asked] = [[top, open], [slug, above.slug], []];
          for (const move of sequence) {
            const code = await codeOf(attempt(actor, others, groups, roles, asked, move));
            expect(code).not.toBe("internal.error");
            if (code === "done") done++;
            for (const [n, person] of people.entries()) {
              const beyond = (await rights(place, person)).filter(
                (name) => bounds[n]?.covers(permissionSet([name])) !== true,
              );
              expect(beyond, JSON.stringify(move)).toEqual([]);
            }
          }
        },
      ),
      { numRuns: runs },
    );
    // Otherwise the walk would have shown only that everything is refused.
    expect(done).toBeGreaterThan(runs);
  }, 240_000);
});
