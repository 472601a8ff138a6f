import type { ClientBase } from "pg";
import { eventsOf } from "./moment.ts";
import type { Opened, Run } from "./organization.ts";
import { createRandom } from "./random.ts";
import { storyOf } from "./story.ts";
import { writeEvents } from "./write-events.ts";
import { writeGrants } from "./write-grants.ts";
import { groupsOf, placeOwner } from "./write-groups.ts";
import { writeOnboarding } from "./write-onboarding.ts";
import { writeRoles } from "./write-roles.ts";

/** Gives a company that has its people and groups the roles and rights to look at. Belongs into a transaction. */
export async function writeStructure(
  client: ClientBase,
  run: Run,
  { organization, platformId }: { organization: Opened; platformId: string },
): Promise<number> {
  const story = storyOf(organization, run);
  await placeOwner(client, story);
  const groups = await groupsOf(client, organization.id);
  const roles = await writeRoles(client, story, platformId);
  await writeGrants(client, story, { roles, groups });
  await writeOnboarding(client, story);
  const random = createRandom(run.seed, organization.company.slug, "structure");
  return writeEvents(client, organization.id, eventsOf(organization.id, story.moments, random));
}
