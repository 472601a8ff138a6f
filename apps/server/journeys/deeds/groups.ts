import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function groupDeeds(scene: Scene): Deeds {
  const { api } = scene.boss;
  const add = () => api.groups.create({ body: { name: `Deed ${scene.next()}` } });
  async function onGroup(
    fields: readonly string[],
    call: (id: string, version: number) => Promise<unknown>,
    prepare: (id: string) => Promise<unknown> = () => Promise.resolve(),
  ): Promise<Deed> {
    const { id, version } = await add();
    await prepare(id);
    return {
      actor: scene.boss.uuid, target: uuidOf(id, "group"), targetType: "group", fields,
      organization: scene.place.uuid, call: () => call(id, version),
    }; // prettier-ignore
  }
  const body = { userIds: [scene.boss.userId] };
  return {
    "groups.create": async () => ({
      actor: scene.boss.uuid, target: null, targetType: "group", fields: ["name", "kind", "slug"], call: add,
      organization: scene.place.uuid,
    }), // prettier-ignore
    "groups.update": () =>
      onGroup(["description"], (id, version) =>
        api.groups.update({ params: { id }, body: { description: "After" } }, { version }),
      ),
    "groups.delete": () => onGroup(["deletedAt"], (id) => api.groups.delete({ params: { id } })),
    "groups.restore": () =>
      onGroup(
        ["deletedAt"],
        (id) => api.groups.restore({ params: { id } }),
        (id) => api.groups.delete({ params: { id } }),
      ),
    "groups.move": async () => {
      const above = await add();
      return onGroup(["parentId"], (id) => api.groups.move({ params: { id }, body: { parentId: above.id } }));
    },
    "groups.merge": async () => {
      const into = await add();
      return onGroup(["mergedInto"], (id) => api.groups.merge({ params: { id }, body: { into: into.id } }));
    },
    "groups.addMembers": () => onGroup(["members"], (id) => api.groups.addMembers({ params: { id }, body })),
    "groups.removeMembers": () =>
      onGroup(
        ["members"],
        (id) => api.groups.removeMembers({ params: { id }, body }),
        (id) => api.groups.addMembers({ params: { id }, body }),
      ),
  };
}
