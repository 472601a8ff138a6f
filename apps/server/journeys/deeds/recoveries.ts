import { mailedToken } from "../../src/testing/proofs.ts";
import { someone, type Deeds, type Scene } from "./deed.ts";

export function recoveryDeeds(scene: Scene): Deeds {
  const { atrium, place, platform, boss } = scene;
  return {
    "recoveries.request": async () => ({
      actor: null, target: null, targetType: "recovery", fields: [], organization: platform.uuid,
      call: () => atrium.api().recoveries.request({ body: { email: `deed${scene.next()}@example.com` } }),
    }), // prettier-ignore
    "recoveries.complete": async () => {
      const { person, account } = await someone(scene);
      const token = await mailedToken(atrium, {
        purpose: "password_reset", email: person.email, accountId: account, lifetimeSeconds: 60,
      }); // prettier-ignore
      const body = { token, newPassword: "another long sentence" };
      return {
        actor: person.uuid, target: account, targetType: "account", fields: ["password"], organization: place.uuid,
        call: () => atrium.api().recoveries.complete({ body }),
      }; // prettier-ignore
    },
    "recoveries.send": async () => {
      const { person } = await someone(scene);
      return {
        actor: boss.uuid, target: person.uuid, targetType: "user", fields: [], organization: place.uuid,
        call: () => boss.api.recoveries.send({ params: { id: person.userId } }),
      }; // prettier-ignore
    },
  };
}
