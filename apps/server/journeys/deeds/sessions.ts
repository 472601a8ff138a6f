import { testPassword, type Person } from "../../src/testing/people.ts";
import { onOneself, someone, uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

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
    "sessions.endOne": () => onOneself(scene, "session", [], async (person) => {
      const { items } = await person.api.sessions.list();
      await person.api.sessions.endOne({ params: { id: items[0]?.id ?? "" } });
    }), // prettier-ignore
    "sessions.endOthers": async () => {
      const deed = await onOneself(scene, "account", [], (person) => person.api.sessions.endOthers());
      await startSessionFor(scene, deed.target ?? "");
      return deed;
    },
    "sessions.stepUp": () =>
      onOneself(scene, "session", [], (person) =>
        person.api.sessions.stepUp({ body: { password: testPassword } }),
      ),
    // A refresh tells nothing while all is well: what it tells is that a used token came back.
    "sessions.refresh": async () => {
      const { person } = await someone(scene);
      const client = scene.atrium.api();
      const { refreshToken, session } = await client.sessions.create({
        body: { email: person.email, password: testPassword, mode: "token" },
      });
      const body = { refreshToken: refreshToken ?? "" };
      const target = uuidOf(session?.session.id ?? "", "session");
      await client.sessions.refresh({ body });
      await scene.atrium.sql.query(
        "update sessions set refreshed_at = refreshed_at - interval '1 hour' where id = $1",
        [target],
      );
      return {
        actor: null, target, targetType: "session", fields: [], organization: scene.place.uuid,
        call: () => client.sessions.refresh({ body }).catch(() => undefined),
      }; // prettier-ignore
    },
    "sessions.renewPassword": async () => {
      const { person, account } = await someone(scene);
      await scene.atrium.sql.query("update accounts set must_change_password = true where id = $1", [
        account,
      ]);
      const client = scene.atrium.api();
      const { ticket } = await client.sessions.create({
        body: { email: person.email, password: testPassword },
      });
      return {
        actor: null, target: account, targetType: "account", fields: ["password"], organization: scene.platform.uuid,
        call: () => client.sessions.renewPassword({ body: { ticket: ticket ?? "", newPassword: "another long sentence" } }),
      }; // prettier-ignore
    },
    "users.endSession": async () => {
      const { person, session } = await someone(scene);
      const params = { id: person.userId, session };
      return {
        actor: scene.boss.uuid, target: session, targetType: "session", fields: [], organization: scene.place.uuid,
        call: () => scene.boss.api.users.endSession({ params }),
      }; // prettier-ignore
    },
    "users.endSessions": async () => {
      const { person, account } = await someone(scene);
      return {
        actor: scene.boss.uuid, target: account, targetType: "account", fields: [], organization: scene.place.uuid,
        call: () => scene.boss.api.users.endSessions({ params: { id: person.userId } }),
      }; // prettier-ignore
    },
    "users.forcePasswordChange": async () => {
      const { person, account } = await someone(scene);
      return {
        actor: scene.boss.uuid, target: account, targetType: "account", fields: ["mustChangePassword"], organization: scene.place.uuid,
        call: () => scene.boss.api.users.forcePasswordChange({ params: { id: person.userId } }),
      }; // prettier-ignore
    },
    "devices.trust": () =>
      onDevice(scene, ["trustedUntil"], (person, id) =>
        person.api.devices.trust({ params: { id }, body: { trusted: true } }),
      ),
    "devices.forget": () =>
      onDevice(scene, [], (person, id) => person.api.devices.forget({ params: { id } })),
  };
}

async function startSessionFor({ atrium }: Scene, account: string): Promise<void> {
  await atrium.sql.query(
    `insert into sessions (id, account_id, kind, created_at, seen_at, expires_at)
     values ($1, $2, 'token', now(), now(), now() + interval '1 day')`,
    [atrium.newId(), account],
  );
}

async function onDevice(
  scene: Scene,
  fields: readonly string[],
  call: (person: Person, id: string) => Promise<unknown>,
): Promise<Deed> {
  const { person, account } = await someone(scene);
  const id = scene.atrium.newId();
  await scene.atrium.sql.query(
    `insert into devices (id, account_id, digest, name, first_seen_at, last_seen_at) values ($1, $2, $3, 'A browser', now(), now())`,
    [id, account, Buffer.from(id)],
  );
  const organization = scene.place.uuid;
  return {
    actor: person.uuid,
    target: account,
    targetType: "account",
    fields,
    organization,
    call: () => call(person, id),
  };
}
