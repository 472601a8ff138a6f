import { systemRoleNames, systemRoles, type SystemRole } from "@atrium/contracts";
import type { ClientBase } from "pg";
import type { NewId } from "#kernel/ids";

/**
 * Makes the system roles that are missing and gives the others the permissions that this version declares for them.
 * Several nodes may do so at once. Answers their ids.
 */
export async function ensureSystemRoles(
  client: ClientBase,
  now: Date,
  newId: NewId,
): Promise<ReadonlyMap<SystemRole, string>> {
  const declared = systemRoleNames.map((slug) => ({
    id: newId(),
    slug,
    name: systemRoles[slug].title,
    permissions: [...systemRoles[slug].permissions],
  }));
  await client.query(
    `insert into roles as r (id, slug, name, permissions, created_at, updated_at)
     select d.id, d.slug, d.name, array(select jsonb_array_elements_text(d.permissions)), $2, $2
     from jsonb_to_recordset($1) as d (id uuid, slug text, name text, permissions jsonb)
     on conflict (organization_id, slug) do update
       set permissions = excluded.permissions, name = excluded.name, updated_at = excluded.updated_at,
         version = r.version + 1
       where r.permissions <> excluded.permissions or r.name <> excluded.name`,
    [JSON.stringify(declared), now],
  );
  return readSystemRoles(client);
}

async function readSystemRoles(client: ClientBase): Promise<ReadonlyMap<SystemRole, string>> {
  const { rows } = await client.query<{ slug: SystemRole; id: string }>(
    "select slug, id from roles where organization_id is null",
  );
  return new Map(rows.map(({ slug, id }) => [slug, id]));
}
