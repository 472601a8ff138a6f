import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemClock } from "#kernel/clock";
import { startTestAtrium, type Atrium } from "../../testing/atrium.ts";
import { createMailbox } from "../../testing/mailbox.ts";
import {
  makeOrganization,
  makePerson,
  setUpPlatform,
  type Person,
  type Place,
} from "../../testing/people.ts";
import { recordedBy } from "../../testing/recorded.ts";

const day = 86_400_000;

describe("what time ends", () => {
  let atrium: Atrium;
  let place: Place;
  const box = createMailbox();
  let boss: Person;
  let person: Person;

  beforeAll(async () => {
    atrium = await startTestAtrium();
    const { owner } = await setUpPlatform(atrium);
    place = await makeOrganization(owner);
    boss = await makePerson(atrium, place, ["super-admin"]);
    person = await makePerson(atrium, place, ["guest"]);
  });
  afterAll(() => atrium.close());

  /** Lets a node do its rounds so many days later. */
  async function later(days: number): Promise<void> {
    const clock = { ...systemClock, now: () => new Date(Date.now() + days * day) };
    const node = await startTestAtrium({ clock, beside: atrium, jobs: true, parts: { mailer: box.mailer } });
    // Schedules go by the database's clock, which nobody sets here.
    await atrium.sql.query("update job_schedules set next_run_at = now()");
    await node.app.jobs.idle();
    await node.close();
  }
  const subjects = ({ email }: Person) => box.to(email).map(({ subject }) => subject);

  it("is announced once to who holds it and who gave it, and then ends by itself", async () => {
    const give = (permission: "users:read" | "jobs:read", days: number) =>
      boss.api.grants.create({
        body: {
          subject: person.userId,
          permission,
          validUntil: new Date(Date.now() + days * day).toISOString(),
        },
      });
    await give("users:read", 10);
    await give("jobs:read", 1);
    await later(0);
    expect(subjects(person)).toEqual([]);
    await later(8);
    await later(8.5);
    expect(subjects(person)).toEqual(["users:read ends soon"]);
    expect(subjects(boss)).toEqual([`users:read of ${person.email} ends soon`]);
    const [, events] = await recordedBy(atrium, () => later(11));
    expect(events.filter(({ name }) => name === "grant.ended")).toMatchObject([
      {
        actorType: "system",
        target: person.uuid,
        changes: [{ field: "permission", before: "users:read", after: null }],
      },
    ]);
    expect((await boss.api.grants.list({ query: { subject: person.userId, permission: "users:read" } })).items).toEqual([]); // prettier-ignore
  });

  it("lets a request run out that nobody answered, and tells who asked", async () => {
    const { id } = await person.api.accessRequests.create({ body: { role: "editor", reason: "Please" } });
    await later(15);
    expect(await person.api.accessRequests.get({ params: { id } })).toMatchObject({ state: "expired" });
    expect(subjects(person).at(-1)).toBe("No answer in time: editor");
  });
});
