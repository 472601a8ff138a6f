import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function segmentDeeds(scene: Scene): Deeds {
  const { api, uuid: actor } = scene.boss;
  const organization = scene.place.uuid;
  const name = () => `Deed ${scene.next()}`;
  const addSegment = (kind: "live" | "static" = "live") =>
    api.segments.create({ body: { slug: `deed-${scene.next()}`, name: name(), kind, q: "status:active" } });
  const addView = () => api.views.create({ body: { name: name() } });
  const onSegment = async (
    fields: readonly string[],
    call: (id: string) => Promise<unknown>,
    kind: "live" | "static" = "live",
  ): Promise<Deed> => {
    const { id } = await addSegment(kind);
    return {
      actor, organization, target: uuidOf(id, "segment"), targetType: "segment", fields, call: () => call(id),
    }; // prettier-ignore
  };
  const onView = async (fields: readonly string[], call: (id: string) => Promise<unknown>): Promise<Deed> => {
    const { id } = await addView();
    return {
      actor,
      organization,
      target: uuidOf(id, "view"),
      targetType: "view",
      fields,
      call: () => call(id),
    };
  };
  return {
    "segments.create": async () => ({
      actor, organization, target: null, targetType: "segment", fields: ["slug", "kind", "name", "q"],
      call: () => addSegment(),
    }), // prettier-ignore
    "segments.update": () =>
      onSegment(["name"], (id) => api.segments.update({ params: { id }, body: { name: "After" } })),
    "segments.refill": () => onSegment([], (id) => api.segments.refill({ params: { id } }), "static"),
    "segments.delete": () =>
      onSegment(["slug", "kind", "name", "q"], (id) => api.segments.delete({ params: { id } })),
    "views.create": async () => ({
      actor, organization, target: null, targetType: "view", fields: ["name", "position"],
      call: addView,
    }), // prettier-ignore
    "views.update": () =>
      onView(["name"], (id) => api.views.update({ params: { id }, body: { name: "After" } })),
    "views.share": () =>
      onView(["shared"], (id) => api.views.share({ params: { id }, body: { shared: true } })),
    "views.delete": () =>
      onView(["name", "columns", "position"], (id) => api.views.delete({ params: { id } })),
  };
}
