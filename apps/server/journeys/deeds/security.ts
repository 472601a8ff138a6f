import { someone, type Deed, type Deeds, type Scene } from "./deed.ts";

export function securityDeeds(scene: Scene): Deeds {
  const { atrium, place, boss } = scene;
  async function onEvent(call: (id: string) => Promise<unknown>): Promise<Deed> {
    const id = atrium.newId();
    await atrium.sql.query(
      `insert into security_events (organization_id, id, kind, severity, subject, reasons, raised_at, last_at)
       values ($1, $2, 'spray', 'high', $3, '{}', now(), now())`,
      [place.uuid, id, `deed ${scene.next()}`],
    );
    return {
      actor: boss.uuid, target: id, targetType: "securityEvent", fields: ["state", "note"], organization: place.uuid,
      call: () => call(id),
    }; // prettier-ignore
  }
  return {
    "security.acknowledge": () =>
      onEvent((id) => boss.api.security.acknowledge({ params: { id }, body: { note: "Looking" } })),
    "security.resolve": () =>
      onEvent((id) => boss.api.security.resolve({ params: { id }, body: { note: "Done" } })),
    "users.unlock": async () => {
      const { person, account } = await someone(scene);
      await atrium.sql.query("update accounts set status = 'locked' where id = $1", [account]);
      return {
        actor: boss.uuid, target: account, targetType: "account", fields: ["status"], organization: place.uuid,
        call: () => boss.api.users.unlock({ params: { id: person.userId } }),
      }; // prettier-ignore
    },
  };
}
