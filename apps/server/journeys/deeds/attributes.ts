import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function attributeDeeds(scene: Scene): Deeds {
  const { api, uuid: actor } = scene.boss;
  const organization = scene.place.uuid;
  const define = (more: { selfWritable?: boolean } = {}) =>
    api.attributes.create({ body: { key: `deed${scene.next()}`, name: "Deed", type: "text", ...more } });
  const on = async (fields: readonly string[], call: (id: string) => Promise<unknown>): Promise<Deed> => {
    const { id } = await define();
    return {
      actor, organization, target: uuidOf(id, "attribute"), targetType: "attribute", fields, call: () => call(id),
    }; // prettier-ignore
  };
  return {
    "attributes.create": async () => ({
      actor, organization, target: null, targetType: "attribute", fields: ["key", "type", "name"], call: () => define(),
    }), // prettier-ignore
    "attributes.update": () =>
      on(["name"], (id) => api.attributes.update({ params: { id }, body: { name: "After" } })),
    "attributes.delete": () => on(["key", "name"], (id) => api.attributes.delete({ params: { id } })),
    "attributes.order": async () => {
      await define();
      const { id } = await define();
      return {
        actor, organization, target: organization, targetType: "organization", fields: ["order"],
        call: () => api.attributes.order({ body: { ids: [id] } }),
      }; // prettier-ignore
    },
    "me.setAttributes": async () => {
      const { key } = await define({ selfWritable: true });
      return {
        actor, organization, target: actor, targetType: "user", fields: ["attributes"],
        call: () => api.me.setAttributes({ body: { attributes: { [key]: "Mine" } } }),
      }; // prettier-ignore
    },
  };
}
