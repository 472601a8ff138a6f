import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemRoleNames, type Contract, type SystemRole } from "@atrium/contracts";
import { startTestAtrium, type Atrium } from "../src/testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../src/testing/people.ts";
import { allContracts, sampleOf } from "../src/testing/samples.ts";
import { send } from "../src/testing/wire.ts";

type Who = SystemRole | "anonymous" | "platform owner";
const everyone: readonly Who[] = [...systemRoleNames, "anonymous", "platform owner"];
const signedIn = everyone.filter((who) => who !== "anonymous");
/** Whoever is of the organization, and not only over it. */
const people = signedIn.filter((who) => who !== "platform owner");
const readers: Who[] = ["super-admin", "admin", "manager", "editor", "auditor", "platform owner"];
const managers: Who[] = ["super-admin", "admin", "manager", "platform owner"];
const admins: Who[] = ["super-admin", "admin", "platform owner"];
const overseers: Who[] = ["super-admin", "admin", "manager", "auditor", "platform owner"];
const auditors: Who[] = ["super-admin", "admin", "auditor", "platform owner"];

/** Who may call what, as it is published; an operation that is not here may be called by nobody. */
const table: Readonly<Record<string, readonly Who[]>> = {
  "sessions.create": everyone,
  "organizations.brand": everyone,
  "sessions.end": signedIn,
  "sessions.current": signedIn,
  "sessions.refresh": everyone,
  "sessions.renewPassword": everyone,
  "sessions.stepUp": signedIn,
  "sessions.signingKeys": everyone,
  "sessions.list": signedIn,
  "sessions.endOne": signedIn,
  "sessions.endOthers": signedIn,
  "users.listSessions": auditors,
  "users.endSession": admins,
  "users.endSessions": admins,
  "users.forcePasswordChange": admins,
  "devices.list": signedIn,
  "devices.trust": signedIn,
  "devices.forget": signedIn,
  "registrations.create": everyone,
  "registrations.verify": everyone,
  "registrations.resend": everyone,
  "recoveries.request": everyone,
  "recoveries.complete": everyone,
  "recoveries.send": admins,
  "users.erase": admins,
  "users.exportData": admins,
  "me.exportData": signedIn,
  "consentPurposes.list": signedIn,
  "consentPurposes.create": admins,
  "consentPurposes.update": admins,
  "users.listConsents": readers,
  "me.listConsents": signedIn,
  "users.recordConsent": admins,
  "me.answerConsent": people,
  "onboardingChecklists.list": overseers,
  "onboardingChecklists.get": overseers,
  "onboardingChecklists.create": admins,
  "onboardingChecklists.update": admins,
  "onboardingChecklists.delete": admins,
  "onboardingChecklists.progress": overseers,
  "onboardingChecklists.listUnfinished": overseers,
  "users.getOnboarding": overseers,
  "users.tickOnboarding": [...managers, "editor"],
  "me.getOnboarding": signedIn,
  "me.tickOnboarding": people,
  "lifecycleRules.list": admins,
  "lifecycleRules.get": admins,
  "lifecycleRules.preview": admins,
  "lifecycleRules.create": admins,
  "lifecycleRules.update": admins,
  "lifecycleRules.switch": admins,
  "lifecycleRules.confirm": admins,
  "lifecycleRules.delete": admins,
  "duplicates.list": admins,
  "duplicates.find": admins,
  "duplicates.dismiss": admins,
  "users.previewMerge": admins,
  "users.merge": admins,
  "users.unmerge": admins,
  "users.journey": readers,
  "users.search": readers,
  "attributes.list": signedIn,
  "attributes.create": admins,
  "attributes.update": admins,
  "attributes.order": admins,
  "attributes.delete": admins,
  "attributes.usage": readers,
  "me.getAttributes": people,
  "me.setAttributes": people,
  "segments.list": readers,
  "segments.get": readers,
  "segments.create": managers,
  "segments.update": managers,
  "segments.refill": managers,
  "segments.delete": managers,
  "views.list": readers,
  "views.create": readers,
  "views.update": readers,
  "views.share": managers,
  "views.delete": readers,
  "users.facets": readers,
  "invitations.list": overseers,
  "invitations.get": overseers,
  "invitations.create": managers,
  "invitations.createForUser": managers,
  "invitations.resend": managers,
  "invitations.revoke": managers,
  "invitations.look": everyone,
  "invitations.accept": everyone,
  "emails.list": signedIn,
  "emails.add": signedIn,
  "emails.confirm": signedIn,
  "emails.revert": everyone,
  "emails.setPrimary": signedIn,
  "emails.remove": signedIn,
  "factors.list": signedIn,
  "factors.beginTotp": signedIn,
  "factors.confirmTotp": signedIn,
  "factors.removeTotp": signedIn,
  "factors.makeRecoveryCodes": signedIn,
  "factors.addEmailCode": signedIn,
  "factors.removeEmailCode": signedIn,
  "factors.beginPhone": signedIn,
  "factors.confirmPhone": signedIn,
  "factors.removePhone": signedIn,
  "passkeys.begin": signedIn,
  "passkeys.add": signedIn,
  "passkeys.rename": signedIn,
  "passkeys.remove": signedIn,
  "passkeys.stepUp": signedIn,
  "passkeys.options": everyone,
  "passkeys.login": everyone,
  "mfa.verify": everyone,
  "mfa.send": everyone,
  "mfa.enrolTotp": everyone,
  "mfa.confirmTotp": everyone,
  "mfa.enrolPasskeyOptions": everyone,
  "mfa.enrolPasskey": everyone,
  "users.listFactors": admins,
  "users.resetFactors": admins,
  "connections.list": auditors,
  "connections.get": auditors,
  "connections.create": admins,
  "connections.update": admins,
  "connections.delete": admins,
  "connections.proveDomain": admins,
  "connections.test": admins,
  "connections.route": everyone,
  "connections.start": everyone,
  "connections.callback": everyone,
  "connections.acs": everyone,
  "connections.metadata": everyone,
  "identities.list": signedIn,
  "identities.start": signedIn,
  "identities.link": signedIn,
  "identities.unlink": signedIn,
  "setup.get": everyone,
  "setup.run": everyone,
  "accounts.changePassword": signedIn,
  "accounts.get": signedIn,
  "accounts.update": signedIn,
  "organizations.list": ["platform owner"],
  "keys.list": ["platform owner"],
  "keys.rotate": ["platform owner"],
  "organizations.create": ["platform owner"],
  "organizations.get": signedIn.filter((who) => who !== "guest"),
  "organizations.update": ["super-admin", "platform owner"],
  "organizations.overview": overseers,
  "organizations.usage": signedIn.filter((who) => who !== "guest"),
  "organizations.listBelow": auditors,
  "organizations.createBelow": admins,
  "organizations.find": auditors,
  "organizations.edit": admins,
  "organizations.setStatus": admins,
  "organizations.move": ["platform owner"],
  "organizations.delete": admins,
  "organizations.restore": admins,
  "organizations.deleteOwn": ["super-admin", "platform owner"],
  "organizations.updateBranding": ["super-admin", "platform owner"],
  "organizations.setLogo": ["super-admin", "platform owner"],
  "organizations.removeLogo": ["super-admin", "platform owner"],
  "organizations.logo": everyone,
  "organizations.getTransfer": signedIn.filter((who) => who !== "guest"),
  "organizations.offerTransfer": ["super-admin", "platform owner"],
  "organizations.withdrawTransfer": ["super-admin", "platform owner"],
  "organizations.listOwnTransfers": signedIn,
  "organizations.acceptTransfer": signedIn,
  "organizations.declineTransfer": signedIn,
  "organizations.listDomains": auditors,
  "organizations.addDomain": admins,
  "organizations.verifyDomain": admins,
  "organizations.releaseDomain": admins,
  "users.list": readers,
  "users.get": readers,
  "users.create": managers,
  "users.replace": [...managers, "editor"],
  "users.update": [...managers, "editor"],
  "users.setStatus": admins,
  "users.delete": admins,
  "users.restore": admins,
  "impersonations.start": admins,
  "impersonations.end": signedIn,
  "users.listRoles": overseers,
  "users.assignRole": admins,
  "users.removeRole": admins,
  "users.listActivity": readers,
  "roles.list": overseers,
  "roles.get": overseers,
  "roles.create": admins,
  "roles.replace": admins,
  "roles.update": admins,
  "roles.delete": admins,
  "roles.listPermissions": overseers,
  "roles.addPermissions": admins,
  "roles.removePermission": admins,
  "roles.listVersions": overseers,
  "roles.diffVersions": overseers,
  "roles.preview": overseers,
  "roles.listHolders": overseers,
  "roles.graph": overseers,
  "permissions.list": overseers,
  "permissions.get": overseers,
  "grants.list": overseers,
  "grants.create": admins,
  "grants.end": admins,
  "access.check": auditors,
  "access.checkMany": auditors,
  "access.explain": auditors,
  "access.whoCan": auditors,
  "access.whatCan": auditors,
  "access.simulate": auditors,
  "access.find": auditors,
  "access.names": auditors,
  "access.whoGives": signedIn,
  "groups.list": readers,
  "groups.get": readers,
  "groups.create": managers,
  "groups.update": managers,
  "groups.move": managers,
  "groups.delete": admins,
  "groups.restore": admins,
  "groups.merge": admins,
  "groups.listMembers": readers,
  "groups.addMembers": managers,
  "groups.removeMembers": managers,
  "groups.previewRule": managers,
  "users.listGroups": readers,
  "apiKeys.list": auditors,
  "apiKeys.get": auditors,
  "apiKeys.create": admins,
  "apiKeys.update": admins,
  "apiKeys.rotate": admins,
  "apiKeys.revoke": admins,
  "apiPlans.list": auditors,
  "serviceAccounts.list": auditors,
  "serviceAccounts.get": auditors,
  "serviceAccounts.create": admins,
  "serviceAccounts.update": admins,
  "serviceAccounts.delete": admins,
  "approvalRules.list": overseers,
  "approvalRules.create": admins,
  "approvalRules.delete": admins,
  "accessRequests.options": signedIn,
  "accessRequests.listMine": signedIn,
  "accessRequests.list": auditors,
  "accessRequests.get": signedIn,
  "accessRequests.create": signedIn,
  "accessRequests.approve": admins,
  "accessRequests.deny": admins,
  "accessRequests.withdraw": signedIn,
  "reviews.list": auditors,
  "reviews.listMine": signedIn,
  "reviews.get": auditors,
  "reviews.create": admins,
  "reviews.listItems": signedIn,
  "reviews.decide": signedIn,
  "reviews.close": admins,
  "reviews.cancel": admins,
  "reviews.evidence": auditors,
  "reviews.evidenceTable": auditors,
  "audit.list": auditors,
  "audit.get": auditors,
  "audit.verify": auditors,
  "jobs.list": signedIn,
  "jobs.get": signedIn,
  "jobs.listLines": signedIn,
  "jobs.listProblems": signedIn,
  "jobs.getArtefact": signedIn,
  "jobs.cancel": signedIn,
  "jobs.retry": signedIn,
  "jobs.undo": signedIn,
  "users.export": admins,
  "selections.create": readers,
  "selections.get": readers,
  "users.bulkCreate": managers,
  "users.bulkUpdate": [...managers, "editor"],
  "users.bulkDelete": admins,
  "users.bulkAct": [...managers, "editor"],
  "imports.list": managers,
  "imports.get": managers,
  "imports.create": managers,
  "imports.update": managers,
  "imports.check": managers,
  "imports.run": managers,
  "imports.delete": managers,
  "imports.listProblems": managers,
  "importMappings.list": managers,
  "importMappings.create": managers,
  "importMappings.delete": managers,
  "uploads.create": managers,
  "uploads.get": managers,
  "uploads.delete": managers,
  "policies.get": auditors,
  "policies.update": admins,
  "policies.preview": admins,
  "security.listAttempts": auditors,
  "users.listAttempts": auditors,
  "accounts.listAttempts": signedIn,
  "security.listEvents": auditors,
  "security.getEvent": auditors,
  "security.acknowledge": admins,
  "security.resolve": admins,
  "users.unlock": admins,
};

describe("E01: every operation by everyone", () => {
  let atrium: Atrium;
  let place: Place;
  const people = new Map<Who, Person>();
  let numbers = 10;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    // Where nobody may register, the answer would be about the place and not about who asks.
    const { version } = await owner.api.policies.get();
    await owner.api.policies.update({ body: { registration: { mode: "open" } } }, { version });
    people.set("platform owner", owner);
    for (const role of systemRoleNames) people.set(role, await makePerson(atrium, place, [role]));
  });
  afterAll(() => atrium.close());

  /** Ends with the call, so each caller gets a session of its own for it. */
  const endsSession = (contract: Contract): boolean => contract.id === "sessions.end";

  async function tokenOf(who: Who, contract: Contract): Promise<string | undefined> {
    if (!endsSession(contract)) return people.get(who)?.token;
    if (who === "anonymous") return undefined;
    const roles = who === "platform owner" ? (["user"] as const) : [who];
    return (await makePerson(atrium, place, roles)).token;
  }

  for (const contract of allContracts) {
    it(`${contract.id} answers whom the table names and refuses everyone else before any effect`, async () => {
      const allowed: Who[] = [];
      for (const who of everyone) {
        const token = await tokenOf(who, contract);
        const sample = sampleOf(contract, atrium.newId());
        const inside = who === "platform owner" ? { "atrium-organization": place.id } : {};
        const got = await send(atrium.url, {
          ...sample,
          headers: { ...sample.headers, ...inside },
          ...(token === undefined ? {} : { token }),
          // Tries to sign in are counted by address: each caller tries one of its own.
          ...(contract.id === "sessions.create"
            ? { body: { email: `${atrium.newId()}@people.example`, password: "x" } }
            : {}),
          // And messages by the number that they go to.
          ...(contract.id === "factors.beginPhone" ? { body: { phone: `+4366012345${++numbers}` } } : {}),
        });
        const code = got.body["code"];
        const refused = contract.permission === "public" ? null : code;
        if (refused === "auth.forbidden" || refused === "auth.required") {
          expect(got.status).toBe(code === "auth.required" ? 401 : 403);
          expect(code === "auth.required").toBe(who === "anonymous");
        } else {
          // What comes now is about the thing asked for: done, not there, of another version, wrong password.
          expect(got.status, `${who}: ${got.text}`).toSatisfy(
            (status) => status < 500 && status !== 403 && status !== 429,
          );
          allowed.push(who);
        }
      }
      expect(allowed.sort()).toEqual([...(table[contract.id] ?? [])].sort());
    });
  }

  it("the table names every operation and no other", () => {
    expect(Object.keys(table).sort()).toEqual(allContracts.map(({ id }) => id).sort());
  });

  it("refused calls left nothing behind", async () => {
    const { rows } = await atrium.sql.query(
      "select display_name from users where updated_by is not null and organization_id <> $1",
      [place.uuid],
    );
    expect(rows).toEqual([]);
  });
});
