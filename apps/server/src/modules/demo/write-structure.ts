import type { ClientBase } from "pg";
import type { Opened, Run } from "./organization.ts";
import { storyOf } from "./story.ts";
import { writeGrants } from "./write-grants.ts";
import { writeGroups } from "./write-groups.ts";
import { writeRoles } from "./write-roles.ts";

/** Gives a company that has its people the groups, roles and rights to look at. Belongs into a transaction. */
export async function writeStructure(
  client: ClientBase,
  run: Run,
  { organization, platformId }: { organization: Opened; platformId: string },
): Promise<number> {
  const story = storyOf(organization, run);
  const groups = await writeGroups(client, story);
  const roles = await writeRoles(client, story, platformId);
  await writeGrants(client, story, { roles, groups });
  return story.end(client);
}
