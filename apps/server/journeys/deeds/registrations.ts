import { testPassword } from "../../src/testing/people.ts";
import { mailedToken } from "../../src/testing/proofs.ts";
import { uuidOf, type Deeds, type Scene } from "./deed.ts";

export function registrationDeeds(scene: Scene): Deeds {
  const { atrium, place, platform, boss } = scene;
  return {
    "registrations.create": async () => {
      const { version } = await boss.api.policies.get();
      await boss.api.policies.update({ body: { registration: { mode: "open" } } }, { version });
      const body = {
        email: `deed${scene.next()}@example.com`,
        password: testPassword,
        organization: place.slug,
      };
      return {
        actor: null, target: null, targetType: "registration", fields: [], organization: place.uuid,
        call: () => atrium.api().registrations.create({ body }),
      }; // prettier-ignore
    },
    "registrations.resend": async () => ({
      actor: null, target: null, targetType: "registration", fields: [], organization: platform.uuid,
      call: () => atrium.api().registrations.resend({ body: { email: `deed${scene.next()}@example.com` } }),
    }), // prettier-ignore
    "registrations.verify": async () => {
      const email = `deed${scene.next()}@example.com`;
      const { id } = await boss.api.users.create({ body: { email } });
      const waits = { passwordHash: "x", passwordMark: "x", firstName: null, lastName: null, locale: null };
      const token = await mailedToken(atrium, {
        purpose: "registration", email, organizationId: place.uuid, data: waits, lifetimeSeconds: 60,
      }); // prettier-ignore
      return {
        actor: uuidOf(id), target: uuidOf(id), targetType: "user", fields: ["email", "accountId"], organization: place.uuid,
        call: () => atrium.api().registrations.verify({ body: { token } }),
      }; // prettier-ignore
    },
  };
}
