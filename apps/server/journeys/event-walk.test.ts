import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { accessDeeds } from "./deeds/access.ts";
import { accountDeeds } from "./deeds/accounts.ts";
import { approvalDeeds } from "./deeds/approvals.ts";
import { connectionDeeds } from "./deeds/connections.ts";
import type { Deeds } from "./deeds/deed.ts";
import { emailDeeds } from "./deeds/emails.ts";
import { apiKeyDeeds } from "./deeds/api-keys.ts";
import { groupDeeds } from "./deeds/groups.ts";
import { impersonationDeeds } from "./deeds/impersonations.ts";
import { invitationDeeds } from "./deeds/invitations.ts";
import { factorDeeds } from "./deeds/factors.ts";
import { organizationDeeds } from "./deeds/organizations.ts";
import { organizationTreeDeeds, provenInWalks } from "./deeds/organization-tree.ts";
import { policyDeeds } from "./deeds/policies.ts";
import { recoveryDeeds } from "./deeds/recoveries.ts";
import { registrationDeeds } from "./deeds/registrations.ts";
import { reviewDeeds } from "./deeds/reviews.ts";
import { securityDeeds } from "./deeds/security.ts";
import { importDeeds } from "./deeds/imports.ts";
import { lifecycleDeeds } from "./deeds/lifecycle.ts";
import { onboardingDeeds } from "./deeds/onboarding.ts";
import { privacyDeeds } from "./deeds/privacy.ts";
import { attributeDeeds } from "./deeds/attributes.ts";
import { segmentDeeds } from "./deeds/segments.ts";
import { sessionDeeds } from "./deeds/sessions.ts";
import { transferDeeds } from "./deeds/transfers.ts";
import { userDeeds } from "./deeds/users.ts";
import { recordedBy, type Recorded } from "../src/testing/recorded.ts";
import { codeOf } from "../src/testing/refusals.ts";
import { allContracts } from "../src/testing/samples.ts";

describe("M01: every write says once what happened", () => {
  let atrium: Atrium;
  let platform: Place;
  let owner: Person;
  let place: Place;
  let boss: Person;
  let setUp: Recorded[] = [];
  let made = 0;

  beforeAll(async () => {
    atrium = await startTestAtrium({ parts: { resolveTxt: () => Promise.resolve([provenInWalks]) } });
    const [done, events] = await recordedBy(atrium, () => setUpPlatform(atrium));
    ({ place: platform, owner } = done);
    setUp = events.filter(({ name }) => name !== "session.started");
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
  });
  afterAll(() => atrium.close());

  /** How to bring each write about. A new one without a deed fails the walk. */
  const deeds = (): Deeds => {
    const scene = { atrium, platform, owner, place, boss, next: () => ++made };
    return {
      ...sessionDeeds(scene),
      ...accountDeeds(scene),
      ...accessDeeds(scene),
      ...factorDeeds(scene),
      ...organizationDeeds(scene),
      ...organizationTreeDeeds(scene),
      ...userDeeds(scene),
      ...transferDeeds(scene),
      ...policyDeeds(scene),
      ...securityDeeds(scene),
      ...registrationDeeds(scene),
      ...recoveryDeeds(scene),
      ...invitationDeeds(scene),
      ...emailDeeds(scene),
      ...connectionDeeds(scene),
      ...groupDeeds(scene),
      ...segmentDeeds(scene),
      ...importDeeds(scene),
      ...lifecycleDeeds(scene),
      ...onboardingDeeds(scene),
      ...privacyDeeds(scene),
      ...attributeDeeds(scene),
      ...apiKeyDeeds(scene),
      ...approvalDeeds(scene),
      ...reviewDeeds(scene),
      ...impersonationDeeds(scene),
    };
  };
  const writes = allContracts.filter(({ kind, id }) => kind === "write" && id !== "setup.run");

  for (const contract of writes) {
    it(`${contract.id} records ${contract.audit} once, with who did it, to what, from where and what changed`, async () => {
      const prepare = deeds()[contract.id];
      if (prepare === undefined) throw new Error(`${contract.id} has no deed: add one to this walk`);
      const deed = await prepare();
      const [, recorded] = await recordedBy(atrium, deed.call);
      // What the system does about it by rule is told by the system itself, now or a little later.
      const events = recorded.filter(({ actorType }) => actorType !== "system");
      // What had to happen first may be told beside it, where the contract announces that.
      const beside = events.filter(({ name }) => name !== contract.audit).map(({ name }) => name);
      expect(contract.alsoTells ?? []).toEqual(expect.arrayContaining(beside));
      const told = events.filter(({ name }) => name === contract.audit);
      expect(told.map(({ name }) => name)).toEqual([contract.audit]);
      const [event] = told;
      expect(event).toMatchObject({
        organization: deed.organization,
        actorType: deed.actor === null ? "anonymous" : "user",
        actor: deed.actor,
        targetType: deed.targetType,
        target: deed.target === "none" ? null : (deed.target ?? expect.stringMatching(/^[0-9a-f-]{36}$/)),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        ip: "127.0.0.1",
      });
      const changed = new Map(event?.changes.map((change) => [change.field, change]));
      for (const field of deed.fields) {
        const change = changed.get(field);
        expect(change, field).toBeDefined();
        // What is secret is told without its value, which is the same word on both sides.
        if (field !== "password") expect(change?.before, field).not.toEqual(change?.after);
      }
      expect(JSON.stringify(event)).not.toMatch(/horse battery|long sentence|argon2/);
    });
  }

  it("setup.run recorded platform.set_up once, in the platform's own log", () => {
    expect(setUp).toHaveLength(1);
    expect(setUp[0]).toMatchObject({
      name: "platform.set_up", organization: platform.uuid, actor: owner.uuid, targetType: "organization", target: platform.uuid,
      changes: [{ field: "name", before: null }, { field: "owner", before: null, after: owner.email }],
    }); // prettier-ignore
  });

  it("reads record nothing", async () => {
    const [, events] = await recordedBy(atrium, async () => {
      await boss.api.users.list();
      await boss.api.audit.list();
      await boss.api.organizations.overview();
      await boss.api.sessions.current();
    });
    expect(events).toEqual([]);
  });

  it("a refused write records no deed, only who was denied, and leaves nothing behind", async () => {
    const guest = await makePerson(atrium, place, ["guest"]);
    const [code, events] = await recordedBy(atrium, () =>
      codeOf(guest.api.users.create({ body: { email: "denied@example.com" } })),
    );
    expect(code).toBe("auth.forbidden");
    expect(events.map(({ name, actor, data }) => [name, actor, data])).toEqual([
      ["access.denied", guest.uuid, { operation: "users.create" }],
    ]);
    const { email } = await boss.api.users.create({ body: { email: "twice@example.com" } });
    const [again, nothing] = await recordedBy(atrium, () =>
      codeOf(boss.api.users.create({ body: { email } })),
    );
    expect([again, nothing]).toEqual(["user.email_taken", []]);
  });

  it("what was recorded all stands in unbroken chains", async () => {
    expect(await boss.api.audit.verify()).toMatchObject({ valid: true });
    expect(await owner.api.audit.verify()).toMatchObject({ valid: true });
  });
});
