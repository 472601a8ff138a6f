import type { ClientBase } from "pg";
import { historyOf } from "./history.ts";
import { eventsOf, type Moment } from "./moment.ts";
import { crowdOf, historyOptions, type Opened, type Run } from "./organization.ts";
import { makePerson, type Crowd } from "./person.ts";
import { placeOf } from "./places.ts";
import { createRandom, fraction } from "./random.ts";
import { storyOf } from "./story.ts";
import { formTeams } from "./team.ts";
import { workingTime } from "./working-time.ts";
import { yieldNow } from "#kernel/in-turns";
import { writeEvents } from "./write-events.ts";
import { writeGroups } from "./write-groups.ts";
import { writePeople } from "./write-people.ts";

/** People `first` up to `first + count` of the `of` that join an organization in this run. */
export type Batch = { organization: Opened; first: number; count: number; of: number };

/** More join as time goes on. */
const growth = 0.7;

/** When the people of a batch joined: its share of the time since the organization was made, in order. */
function joinings(run: Run, { organization, first, count, of }: Batch): number[] {
  const random = createRandom(run.seed, organization.company.slug, first, "joinings");
  const { createdAt, company } = organization;
  const { offset } = placeOf(company.country);
  const place = { offset, from: createdAt, to: run.now };
  const times = Array.from({ length: count }, (_, n) => {
    const share = ((first + n + fraction(random)) / of) ** growth;
    return workingTime(random, createdAt + share * (run.now - createdAt), place);
  });
  return times.sort((a, b) => a - b);
}

// The event loop has other work too: a batch that fills another connection, a server that answers.
const yieldEvery = 100;

/** Makes up the people of a batch and what happened to them, and stores both. Belongs into a transaction. */
export async function writeBatch(
  client: ClientBase,
  run: Run,
  batch: Batch,
  address: Crowd["address"],
): Promise<{ users: number; events: number }> {
  const { organization, first } = batch;
  const random = createRandom(run.seed, organization.company.slug, first, "people");
  const crowd = crowdOf(run, organization.company, address);
  const people = [];
  for (const [n, at] of joinings(run, batch).entries()) {
    if (n % yieldEvery === 0) await yieldNow();
    people.push(makePerson(crowd, random, { at, number: organization.lastNumber + first + n + 1 }));
  }
  const { owner, isNew } = organization;
  formTeams(people, { id: owner?.id ?? null, isNew: isNew && first === 0 }, random);

  const admins = people.filter(({ roles }) => roles.includes("admin"));
  const options = historyOptions(run, [...(owner === null ? [] : [owner]), ...admins]);
  const moments: Moment[] = [];
  for (const [n, person] of people.entries()) {
    if (n % yieldEvery === 0) await yieldNow();
    for (const moment of historyOf(person, options, random)) moments.push(moment);
  }
  await writePeople(client, organization.id, people, { roleIds: run.roleIds, random });
  const story = storyOf(organization, run);
  await writeGroups(client, story, people);
  moments.push(...story.moments);
  const events = await writeEvents(client, organization.id, eventsOf(organization.id, moments, random));
  return { users: people.length, events };
}
