import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function userDeeds(scene: Scene): Deeds {
  const add = () =>
    scene.boss.api.users.create({ body: { email: `deed${scene.next()}@example.com`, title: "Before" } });
  async function onSomebody(
    fields: readonly string[],
    call: (id: string) => Promise<unknown>,
  ): Promise<Deed> {
    const { id } = await add();
    return {
      actor: scene.boss.uuid, target: uuidOf(id), targetType: "user", fields, organization: scene.place.uuid,
      call: () => call(id),
    }; // prettier-ignore
  }
  return {
    "users.create": async () => ({
      actor: scene.boss.uuid, target: null, targetType: "user", fields: ["email", "title", "status", "roles"], call: add,
      organization: scene.place.uuid,
    }), // prettier-ignore
    "users.replace": () =>
      onSomebody(["email", "title"], (id) =>
        scene.boss.api.users.replace({ params: { id }, body: { email: `put${scene.next()}@example.com` } }),
      ),
    "users.update": () =>
      onSomebody(["title"], (id) =>
        scene.boss.api.users.update({ params: { id }, body: { title: "After" } }),
      ),
    "users.setStatus": () =>
      onSomebody(["status"], (id) =>
        scene.boss.api.users.setStatus({ params: { id }, body: { status: "suspended" } }),
      ),
    "users.delete": () => onSomebody(["status"], (id) => scene.boss.api.users.delete({ params: { id } })),
    "users.restore": async () => {
      const deed = await onSomebody(["status"], (id) => scene.boss.api.users.restore({ params: { id } }));
      await scene.boss.api.users.delete({ params: { id: deed.target ?? "" } });
      return deed;
    },
    "users.assignRole": () =>
      onSomebody(["roles"], (id) =>
        scene.boss.api.users.assignRole({ params: { id }, body: { role: "editor" } }),
      ),
    "users.removeRole": () =>
      onSomebody(["roles"], (id) => scene.boss.api.users.removeRole({ params: { id, role: "user" } })),
  };
}
