import { testPassword } from "../../src/testing/people.ts";
import { someone, type Deeds, type Scene } from "./deed.ts";

export function accountDeeds(scene: Scene): Deeds {
  return {
    "accounts.changePassword": async () => {
      const { person, account } = await someone(scene);
      const body = { currentPassword: testPassword, newPassword: "another long sentence" };
      return {
        actor: person.uuid, target: account, targetType: "account", fields: ["password"], organization: scene.place.uuid,
        call: () => person.api.accounts.changePassword({ body }),
      }; // prettier-ignore
    },
    "accounts.update": async () => {
      const { person, account } = await someone(scene);
      return {
        actor: person.uuid, target: account, targetType: "account", fields: ["locale"], organization: scene.place.uuid,
        call: () => person.api.accounts.update({ body: { locale: "de" } }),
      }; // prettier-ignore
    },
  };
}
