import { parseId, type createLifecycleRule, type Request } from "@atrium/contracts";
import type { Atrium } from "../../src/testing/atrium.ts";
import type { Person, Place } from "../../src/testing/people.ts";
import { uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

const sample: Request<typeof createLifecycleRule>["body"] = {
  name: "Sleepers",
  q: "status:active",
  starts: "no_sign_in",
  steps: [{ afterDays: 90, act: "deactivate" }],
};

async function addPair(atrium: Atrium, organization: string, one: string, two: string): Promise<string> {
  const [low, high] = [uuidOf(one), uuidOf(two)].toSorted();
  const { rows } = await atrium.sql.query<{ id: string }>(
    `insert into duplicate_pairs (organization_id, id, low_id, high_id, reasons, score, found_at)
     values ($1, gen_random_uuid(), $2, $3, '{same_address}', 90, now()) returning id`,
    [organization, low, high],
  );
  return rows[0]?.id ?? "";
}

/** A rule with somebody on its way, two who may be one, and two who were made one; answers the ids of rule and pair. */
export async function furnishLifecycle(
  atrium: Atrium,
  by: Person,
  place: Place,
): Promise<[rule: string, pair: string]> {
  const { api } = by;
  const rule = await api.lifecycleRules.create({ body: sample });
  await atrium.sql.query(
    `insert into lifecycle_progress (organization_id, rule_id, user_id, since, step, stepped_at)
     values ($1, $2, $3, now(), 1, now())`,
    [place.uuid, parseId("lifecycleRule", rule.id), by.uuid],
  );
  const add = async () => (await api.users.create({ body: { email: `${atrium.newId()}@twins.example` } })).id;
  const [one, two, three] = [await add(), await add(), await add()];
  const pair = await addPair(atrium, place.uuid, one, two);
  await api.users.merge({ params: { id: one }, body: { with: three } });
  return [rule.id, pair];
}

export function lifecycleDeeds(scene: Scene): Deeds {
  const { atrium } = scene;
  const { api, uuid: actor } = scene.boss;
  const organization = scene.place.uuid;
  const add = async () =>
    (await api.users.create({ body: { email: `twin-${scene.next()}@deeds.example` } })).id;
  const onRule = async (
    fields: readonly string[],
    call: (id: string) => Promise<unknown>,
    prepare?: (uuid: string) => Promise<unknown>,
  ): Promise<Deed> => {
    const { id } = await api.lifecycleRules.create({ body: sample });
    const target = uuidOf(id, "lifecycleRule");
    await prepare?.(target);
    return { actor, organization, target, targetType: "lifecycle_rule", fields, call: () => call(id) };
  };
  const stop = (uuid: string) =>
    atrium.sql.query("update lifecycle_rules set stopped_at = now(), stopped_count = 9 where id = $1", [
      uuid,
    ]);
  return {
    "lifecycleRules.create": async () => ({
      actor, organization, target: null, targetType: "lifecycle_rule", fields: ["name", "q", "starts", "steps"],
      call: () => api.lifecycleRules.create({ body: sample }),
    }), // prettier-ignore
    "lifecycleRules.update": () =>
      onRule(["name"], (id) => api.lifecycleRules.update({ params: { id }, body: { name: "After" } })),
    "lifecycleRules.switch": () =>
      onRule(["enabled"], (id) => api.lifecycleRules.switch({ params: { id }, body: { enabled: true } })),
    "lifecycleRules.confirm": () =>
      onRule(
        ["stoppedAt"],
        (id) => api.lifecycleRules.confirm({ params: { id }, body: { people: 9 } }),
        stop,
      ),
    "lifecycleRules.delete": () =>
      onRule(["name", "q", "starts", "steps"], (id) => api.lifecycleRules.delete({ params: { id } })),
    "duplicates.find": async () => ({
      actor, organization, target: null, targetType: "job", fields: [], call: () => api.duplicates.find(),
    }), // prettier-ignore
    "duplicates.dismiss": async () => {
      const id = await addPair(atrium, organization, await add(), await add());
      return {
        actor, organization, target: id, targetType: "duplicate", fields: ["dismissedAt"],
        call: () => api.duplicates.dismiss({ params: { id }, body: {} }),
      }; // prettier-ignore
    },
    "users.merge": async () => {
      const [id, other] = [await add(), await add()];
      return {
        actor, organization, target: uuidOf(id), targetType: "user", fields: [],
        call: () => api.users.merge({ params: { id }, body: { with: other } }),
      }; // prettier-ignore
    },
    "users.unmerge": async () => {
      const [one, id] = [await add(), await add()];
      await api.users.merge({ params: { id: one }, body: { with: id } });
      return {
        actor, organization, target: uuidOf(id), targetType: "user", fields: [],
        call: () => api.users.unmerge({ params: { id } }),
      }; // prettier-ignore
    },
  };
}
