import { inflateRawSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { codeOf } from "../../testing/refusals.ts";

/** The files of an archive, by the directory at its end. */
function unzip(bytes: Buffer): Record<string, string> {
  const files: Record<string, string> = {};
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
    const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const start = bytes.readUInt32LE(at + 42);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString();
    const from = start + 30 + nameLength + bytes.readUInt16LE(start + 28);
    files[name] = inflateRawSync(bytes.subarray(from, from + packed)).toString();
    at += 46 + nameLength;
  }
  return files;
}

describe("all that is kept about a person", () => {
  let atrium: Atrium;
  let place: Place;
  let boss: Person;
  let admin: Person;
  let person: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium({ jobs: true });
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    admin = await makePerson(atrium, place, ["admin"]);
    person = await makePerson(atrium, place, ["user"], { withPassword: true });
    const { version } = await admin.api.users.get({ params: { id: person.userId } });
    await admin.api.users.update(
      { params: { id: person.userId }, body: { firstName: "Ann", bio: '=1+1, "quoted"\n' } },
      { version },
    );
  });
  afterAll(() => atrium.close());

  async function archive(job: { id: string }, by: Person): Promise<Record<string, string>> {
    for (let tries = 0; tries < 400; tries++) {
      const { state, error } = await by.api.jobs.get({ params: { id: job.id } });
      if (state === "failed") throw new Error(error ?? "");
      if (state === "succeeded") break;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const response = await fetch(`${atrium.url}/api/v1/jobs/${job.id}/artefacts/person.zip`, {
      headers: { authorization: `Bearer ${by.token}` },
    });
    expect(response.status).toBe(200);
    return unzip(Buffer.from(await response.arrayBuffer()));
  }

  it("comes to the person with what is their account's, and without anything that opens it", async () => {
    const { steps } = await admin.api.onboardingChecklists.create({
      body: { name: "First days", enabled: true, steps: [{ title: "Meet your team", kind: "manual" }] },
    });
    await person.api.me.tickOnboarding({ body: { stepId: steps[0]?.id ?? "", done: true } });
    const files = await archive(await person.api.me.exportData(), person);
    const [ticked] = JSON.parse(files["onboarding.json"] ?? "") as Record<string, string>[];
    expect(ticked).toMatchObject({ checklist: "First days", step: "Meet your team" });
    const [profile] = JSON.parse(files["profile.json"] ?? "") as Record<string, string>[];
    expect(profile).toMatchObject({ email: person.email, first_name: "Ann", bio: '=1+1, "quoted"' });
    expect(JSON.parse(files["history.json"] ?? "")).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "user.updated" })]),
    );
    expect(JSON.parse(files["sessions.json"] ?? "").length).toBeGreaterThan(0);
    const all = Object.values(files).join("");
    expect(all).not.toMatch(/argon2|digest|sealed|password_hash|salt/);
    expect(all).not.toContain(person.token);
  });

  it("comes to an admin without what belongs to the account alone, and to nobody about their betters", async () => {
    const files = await archive(await admin.api.users.exportData({ params: { id: person.userId } }), admin);
    expect(Object.keys(files)).toContain("profile.json");
    for (const own of ["account.json", "sessions.json", "devices.json", "sign-ins.json"])
      expect(Object.keys(files)).not.toContain(own);
    const above = admin.api.users.exportData({ params: { id: boss.userId } });
    expect(await codeOf(above)).toBe("user.above_you");
    const lesser = person.api.users.exportData({ params: { id: admin.userId } });
    expect(await codeOf(lesser)).toBe("auth.forbidden");
  });

  it("G12: is for whoever asked and who may, and for nobody else", async () => {
    const job = await person.api.me.exportData();
    await archive(job, person);
    const other = await makePerson(atrium, place, ["user"]);
    for (const token of [other.token, undefined]) {
      const response = await fetch(`${atrium.url}/api/v1/jobs/${job.id}/artefacts/person.zip`, {
        headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      });
      expect([401, 404]).toContain(response.status);
    }
  });
});
