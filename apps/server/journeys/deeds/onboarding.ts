import { parseId, type createOnboardingChecklist, type Request } from "@atrium/contracts";
import type { Person } from "../../src/testing/people.ts";
import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

const sample = (name: string): Request<typeof createOnboardingChecklist>["body"] => ({
  name,
  enabled: true,
  steps: [
    { title: "Confirm your address", kind: "verify_email" },
    { title: "Meet your team", kind: "manual" },
  ],
});

/** A checklist with a step that somebody ticked; answers its id. */
export async function furnishOnboarding({ api }: Person): Promise<string> {
  const { id, steps } = await api.onboardingChecklists.create({ body: sample("Furniture") });
  await api.me.tickOnboarding({ body: { stepId: steps[1]?.id ?? "", done: true } });
  return id;
}

export function onboardingDeeds(scene: Scene): Deeds {
  const { api, uuid: actor } = scene.boss;
  const organization = scene.place.uuid;
  const fields = ["name", "enabled", "steps"];
  const add = () => api.onboardingChecklists.create({ body: sample(`Checklist ${scene.next()}`) });
  const onChecklist = async (
    changed: readonly string[],
    call: (id: string) => Promise<unknown>,
  ): Promise<Deed> => {
    const { id } = await add();
    const target = parseId("onboardingChecklist", id);
    return {
      actor, organization, target, targetType: "onboarding_checklist", fields: changed, call: () => call(id),
    }; // prettier-ignore
  };
  const stepOf = async () => (await add()).steps[1]?.id ?? "";
  return {
    "onboardingChecklists.create": async () => ({
      actor, organization, target: null, targetType: "onboarding_checklist", fields, call: add,
    }), // prettier-ignore
    "onboardingChecklists.update": () =>
      onChecklist(["name"], (id) =>
        api.onboardingChecklists.update({ params: { id }, body: { name: `After ${id}` } }),
      ),
    "onboardingChecklists.delete": () =>
      onChecklist(fields, (id) => api.onboardingChecklists.delete({ params: { id } })),
    "users.tickOnboarding": async () => {
      const stepId = await stepOf();
      const { id } = await api.users.create({ body: { email: `new-${scene.next()}@deeds.example` } });
      return {
        actor, organization, target: uuidOf(id), targetType: "user", fields: ["done"],
        call: () => api.users.tickOnboarding({ params: { id }, body: { stepId, done: true } }),
      }; // prettier-ignore
    },
    "me.tickOnboarding": async () => {
      const stepId = await stepOf();
      return {
        actor, organization, target: actor, targetType: "user", fields: ["done"],
        call: () => api.me.tickOnboarding({ body: { stepId, done: true } }),
      }; // prettier-ignore
    },
  };
}
