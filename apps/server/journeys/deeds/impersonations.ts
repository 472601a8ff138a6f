import { actingAs } from "../../src/testing/acting.ts";
import { someone, type Deed, type Deeds, type Scene } from "./deed.ts";

export function impersonationDeeds(scene: Scene): Deeds {
  const { boss, place } = scene;
  const told = (target: string, call: () => Promise<unknown>): Deed => ({
    actor: boss.uuid,
    target,
    targetType: "user",
    fields: [],
    organization: place.uuid,
    call,
  });
  return {
    "impersonations.start": async () => {
      const { person } = await someone(scene);
      return told(person.uuid, () => actingAs(scene.atrium, boss, person));
    },
    "impersonations.end": async () => {
      const { person } = await someone(scene);
      const { api } = await actingAs(scene.atrium, boss, person);
      return told(person.uuid, () => api.impersonations.end());
    },
  };
}
