import { makePerson } from "../../src/testing/people.ts";
import { someone, uuidOf, type Deed, type Deeds, type Scene } from "./deed.ts";

export function approvalDeeds(scene: Scene): Deeds {
  const { atrium, boss, place } = scene;
  const common = { actor: boss.uuid, organization: place.uuid };
  const ask = async () => {
    const { person } = await someone(scene);
    const { id } = await person.api.accessRequests.create({ body: { role: "editor", reason: "A deed" } });
    return { person, id };
  };
  async function onRequest(
    call: (id: string) => Promise<unknown>,
    fields: readonly string[] = ["state"],
  ): Promise<Deed> {
    const { id } = await ask();
    return {
      ...common, fields, target: uuidOf(id, "accessRequest"), targetType: "access_request", call: () => call(id),
    }; // prettier-ignore
  }
  return {
    "approvalRules.create": async () => {
      // Another one who could approve.
      await makePerson(atrium, place, ["super-admin"]);
      return {
        ...common, target: null, targetType: "approval_rule", fields: ["permission"],
        call: () => boss.api.approvalRules.create({ body: { permission: "reviews:manage" } }),
      }; // prettier-ignore
    },
    "approvalRules.delete": async () => {
      const { id } = await boss.api.approvalRules.create({ body: { permission: "requests:read" } });
      const other = await makePerson(atrium, place, ["super-admin"]);
      const asked = await boss.api.accessRequests.create({
        body: { operation: "approvalRules.delete", params: { id }, reason: "A deed" },
      });
      await other.api.accessRequests.approve({ params: { id: asked.id }, body: {} });
      return {
        ...common, target: uuidOf(id, "approvalRule"), targetType: "approval_rule", fields: ["permission"],
        call: () => boss.api.approvalRules.delete({ params: { id } }),
      }; // prettier-ignore
    },
    "accessRequests.create": async () => {
      const { person } = await someone(scene);
      return {
        ...common, actor: person.uuid, target: null, targetType: "access_request", fields: ["role"],
        call: () => person.api.accessRequests.create({ body: { role: "editor", reason: "A deed" } }),
      }; // prettier-ignore
    },
    "accessRequests.approve": () =>
      onRequest((id) => boss.api.accessRequests.approve({ params: { id }, body: {} })),
    "accessRequests.deny": () =>
      onRequest((id) => boss.api.accessRequests.deny({ params: { id }, body: { reason: "A deed" } })),
    "accessRequests.withdraw": async () => {
      const { person, id } = await ask();
      return {
        ...common, actor: person.uuid, fields: ["state"], target: uuidOf(id, "accessRequest"),
        targetType: "access_request", call: () => person.api.accessRequests.withdraw({ params: { id } }),
      }; // prettier-ignore
    },
  };
}

/** One row in every table of approvals. */
export async function furnishApprovals(
  scene: Pick<Scene, "atrium" | "place">,
): Promise<{ rule: string; request: string }> {
  const { atrium, place } = scene;
  const boss = await makePerson(atrium, place, ["super-admin"]);
  await makePerson(atrium, place, ["super-admin"]);
  const guest = await makePerson(atrium, place, ["guest"]);
  const asked = await guest.api.accessRequests.create({ body: { role: "editor", reason: "Furniture" } });
  const rule = await boss.api.approvalRules.create({ body: { permission: "reviews:manage" } });
  return { rule: rule.id, request: asked.id };
}
