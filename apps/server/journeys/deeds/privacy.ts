import { uuidOf, type Deeds, type Scene } from "./deed.ts";

export function privacyDeeds(scene: Scene): Deeds {
  const { api, uuid: actor } = scene.boss;
  const organization = scene.place.uuid;
  const addPurpose = () =>
    api.consentPurposes.create({
      body: { key: `deed-${scene.next()}`, title: "Deed", wording: "I agree to the deed." },
    });
  const addPerson = () => api.users.create({ body: { email: `erased-${scene.next()}@deeds.example` } });
  return {
    "users.erase": async () => {
      const { id, email } = await addPerson();
      return {
        actor, organization, target: uuidOf(id), targetType: "user", fields: ["status"],
        call: () => api.users.erase({ params: { id }, body: { confirm: email } }),
      }; // prettier-ignore
    },
    "users.exportData": async () => {
      const { id } = await addPerson();
      return {
        actor, organization, target: uuidOf(id), targetType: "user", fields: [],
        call: () => api.users.exportData({ params: { id } }),
      }; // prettier-ignore
    },
    "me.exportData": async () => ({
      actor, organization, target: actor, targetType: "user", fields: [], call: () => api.me.exportData(),
    }), // prettier-ignore
    "consentPurposes.create": async () => ({
      actor, organization, target: null, targetType: "consent_purpose", fields: ["key", "title", "wording"],
      call: addPurpose,
    }), // prettier-ignore
    "consentPurposes.update": async () => {
      const { id } = await addPurpose();
      return {
        actor, organization, target: uuidOf(id, "consentPurpose"), targetType: "consent_purpose", fields: ["title"],
        call: () => api.consentPurposes.update({ params: { id }, body: { title: "After" } }),
      }; // prettier-ignore
    },
    "users.recordConsent": async () => {
      const [{ id: purposeId, key }, { id }] = [await addPurpose(), await addPerson()];
      return {
        actor, organization, target: uuidOf(id), targetType: "user", fields: [`consent.${key}`],
        call: () =>
          api.users.recordConsent({ params: { id }, body: { purposeId, given: true, evidence: "Said so" } }),
      }; // prettier-ignore
    },
    "me.answerConsent": async () => {
      const { id: purposeId, key } = await addPurpose();
      return {
        actor, organization, target: actor, targetType: "user", fields: [`consent.${key}`],
        call: () => api.me.answerConsent({ body: { purposeId, given: true, wordingVersion: 1 } }),
      }; // prettier-ignore
    },
  };
}
