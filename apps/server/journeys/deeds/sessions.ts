import { testPassword } from "../../src/testing/people.ts";
import { someone, type Deeds, type Scene } from "./deed.ts";

export function sessionDeeds(scene: Scene): Deeds {
  return {
    "sessions.create": async () => {
      const { person } = await someone(scene);
      return {
        actor: person.uuid, target: null, targetType: "session", fields: [], organization: scene.place.uuid,
        call: () => scene.atrium.api().sessions.create({ body: { email: person.email, password: testPassword, mode: "token" } }),
      }; // prettier-ignore
    },
    "sessions.end": async () => {
      const { person, session } = await someone(scene);
      return {
        actor: person.uuid, target: session, targetType: "session", fields: [], organization: scene.place.uuid,
        call: () => person.api.sessions.end(),
      }; // prettier-ignore
    },
  };
}
