import type { Deeds, Scene } from "./deed.ts";

export function organizationDeeds(scene: Scene): Deeds {
  return {
    "organizations.create": async () => ({
      actor: scene.owner.uuid, target: null, targetType: "organization", fields: ["name", "slug"], organization: scene.platform.uuid,
      call: () => scene.owner.api.organizations.create({ body: { name: "Told", slug: "told" } }),
    }), // prettier-ignore
    "keys.rotate": async () => ({
      actor: scene.owner.uuid, target: "none", targetType: "key", fields: [], organization: scene.platform.uuid,
      call: () => scene.owner.api.keys.rotate({ body: { purpose: "links" } }),
    }), // prettier-ignore
    "organizations.update": async () => {
      const { version } = await scene.boss.api.organizations.get();
      return {
        actor: scene.boss.uuid, target: scene.place.uuid, targetType: "organization", fields: ["name"], organization: scene.place.uuid,
        call: () => scene.boss.api.organizations.update({ body: { name: "Renamed" } }, { version }),
      }; // prettier-ignore
    },
    "jobs.cancel": async () => {
      const id = scene.atrium.newId();
      await scene.atrium.sql.query(
        "insert into jobs (organization_id, id, kind, run_at, created_at) values ($1, $2, 'demo.create', now() + interval '1 year', now())",
        [scene.place.uuid, id],
      );
      return {
        actor: scene.boss.uuid, target: id, targetType: "job", fields: [], organization: scene.place.uuid,
        call: () => scene.boss.api.jobs.cancel({ params: { id } }),
      }; // prettier-ignore
    },
  };
}
