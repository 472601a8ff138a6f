import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { makeOrganization, makePerson, setUpPlatform, type Person } from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

describe("consents", () => {
  let atrium: Atrium;
  let owner: Person;
  let admin: Person;
  let person: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    ({ owner } = await setUpPlatform(atrium));
    const place = await makeOrganization(owner);
    admin = await makePerson(atrium, place, ["admin"]);
    person = await makePerson(atrium, place, ["user"]);
  });
  afterAll(() => atrium.close());

  const ask = (key: string) =>
    admin.api.consentPurposes.create({ body: { key, title: key, wording: `I agree to ${key}.` } });
  const answer = (purposeId: string, given: boolean, wordingVersion = 1) =>
    person.api.me.answerConsent({ body: { purposeId, given, wordingVersion } });
  const mine = async (id: string) =>
    (await person.api.me.listConsents()).items.find(({ purposeId }) => purposeId === id);

  it("are given and withdrawn by the person, and every answer stays", async () => {
    const { id } = await ask("letters");
    expect(await mine(id)).toMatchObject({ given: null, answers: [] });
    await answer(id, true);
    const after = await answer(id, false);
    expect(after).toMatchObject({ given: false });
    expect(after.answers.map(({ given }) => given)).toEqual([false, true]);
    const seen = await admin.api.users.listConsents({ params: { id: person.userId } });
    expect(seen.items.find(({ purposeId }) => purposeId === id)?.answers.length).toBe(2);
  });

  it("to an older wording are none to the new one, and nobody agrees to what they did not read", async () => {
    const { id } = await ask("photos");
    await answer(id, true);
    const params = { id };
    await admin.api.consentPurposes.update({ params, body: { wording: "And to videos." } });
    expect(await mine(id)).toMatchObject({ given: null, wordingVersion: 2 });
    expect(await codeOf(answer(id, true, 1))).toBe("consent.wording_changed");
    expect((await answer(id, true, 2)).given).toBe(true);
    await admin.api.consentPurposes.update({ params, body: { archived: true } });
    expect(await codeOf(answer(id, false, 2))).toBe("consent.purpose_unknown");
    expect((await mine(id))?.answers.length).toBe(2);
  });

  it("are written down for somebody only by who may, and with where it was said", async () => {
    const { id: purposeId } = await ask("calls");
    const body = { purposeId, given: true, evidence: "On the phone" };
    const params = { id: person.userId };
    expect(await codeOf(person.api.users.recordConsent({ params, body }))).toBe("auth.forbidden");
    const got = await admin.api.users.recordConsent({ params, body });
    expect(got.answers[0]).toMatchObject({ evidence: "On the phone", givenBy: admin.userId });
    const empty = admin.api.users.recordConsent({ params, body: { ...body, evidence: "" } });
    expect(await codeOf(empty)).toBe("request.invalid");
    expect(await codeOf(ask("calls"))).toBe("consent.key_taken");
  });

  it("are no matter of who is only over the organization", async () => {
    const { id } = await ask("visits");
    const over = owner.api.me.answerConsent({ body: { purposeId: id, given: true, wordingVersion: 1 } });
    expect(await codeOf(over)).not.toBe("done");
  });
});
