import { someone, uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function accessDeeds(scene: Scene): Deeds {
  const { boss, place } = scene;
  const make = () =>
    boss.api.roles.create({
      body: { slug: `deed-${scene.next()}`, name: "Before", permissions: ["users:read"] },
    });
  async function onRole(
    fields: readonly string[],
    call: (role: { slug: string; version: number }) => Promise<unknown>,
  ): Promise<Deed> {
    const role = await make();
    return {
      actor: boss.uuid, target: uuidOf(role.id, "role"), targetType: "role", fields, organization: place.uuid,
      call: () => call(role),
    }; // prettier-ignore
  }
  const give = (subject: string) =>
    boss.api.grants.create({ body: { subject, permission: "audit:read", reason: "A deed" } });
  return {
    "roles.create": async () => ({
      actor: boss.uuid, target: null, targetType: "role", fields: ["slug", "name", "permissions"],
      organization: place.uuid, call: make,
    }), // prettier-ignore
    "roles.replace": () =>
      onRole(["name", "permissions"], ({ slug, version }) =>
        boss.api.roles.replace({ params: { slug }, body: { name: "After", permissions: [] } }, { version }),
      ),
    "roles.update": () =>
      onRole(["inherits"], ({ slug, version }) =>
        boss.api.roles.update({ params: { slug }, body: { inherits: ["user"] } }, { version }),
      ),
    "roles.addPermissions": () =>
      onRole(["permissions"], ({ slug }) =>
        boss.api.roles.addPermissions({ params: { slug }, body: { permissions: ["audit:read"] } }),
      ),
    "roles.removePermission": () =>
      onRole(["permissions"], ({ slug }) =>
        boss.api.roles.removePermission({ params: { slug, permission: "users:read" } }),
      ),
    "roles.delete": () => onRole(["slug"], ({ slug }) => boss.api.roles.delete({ params: { slug } })),
    "grants.create": async () => {
      const { person } = await someone(scene);
      return {
        actor: boss.uuid, target: person.uuid, targetType: "user", fields: ["permission"], organization: place.uuid,
        call: () => give(person.userId),
      }; // prettier-ignore
    },
    "grants.end": async () => {
      const { person } = await someone(scene);
      const { id } = await give(person.userId);
      return {
        actor: boss.uuid, target: person.uuid, targetType: "user", fields: ["permission"], organization: place.uuid,
        call: () => boss.api.grants.end({ params: { id } }),
      }; // prettier-ignore
    },
  };
}
