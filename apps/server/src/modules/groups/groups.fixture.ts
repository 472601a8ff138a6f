import { parseId, type SystemRole } from "@atrium/contracts";
import type { Atrium } from "../../testing/atrium.ts";
import type { Place } from "../../testing/people.ts";

/** Gives a role to a group past every ceiling, as somebody who holds it would. */
export async function giveGroup(atrium: Atrium, place: Place, id: string, role: SystemRole): Promise<void> {
  await atrium.sql.query(
    `insert into grants (organization_id, id, subject_type, subject_id, role_id, scope, source, created_at)
     select $1, gen_random_uuid(), 'group', $2, id, 'organization', 'manual', now() from roles
     where slug = $3 and organization_id is null`,
    [place.uuid, parseId("group", id), role],
  );
}
