import type { Deeds, Scene } from "./deed.ts";

export function policyDeeds(scene: Scene): Deeds {
  return {
    "policies.update": async () => {
      const { version } = await scene.boss.api.policies.get();
      return {
        actor: scene.boss.uuid, target: scene.place.uuid, targetType: "organization", fields: ["session.idleMinutes"],
        organization: scene.place.uuid,
        call: () => scene.boss.api.policies.update({ body: { session: { idleMinutes: 600 } } }, { version }),
      }; // prettier-ignore
    },
  };
}
