import type { Permission, SystemRole } from "@atrium/contracts";
import type { ClientBase } from "pg";
import { createRandom } from "./random.ts";
import { eventFieldsOf, type Story } from "./story.ts";
import { uuidAt } from "./uuid-at.ts";
import { day } from "./working-time.ts";
import { isoTime } from "./write-people.ts";

type PlannedRole = {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
  readonly inherits: readonly string[];
  /** The template that it never reaches beyond. */
  readonly narrows: string | null;
};

const template = {
  slug: "help-desk", name: "Help desk", description: "For whoever helps people who cannot get in", inherits: [], narrows: null,
  permissions: ["users:read", "groups:read", "sessions:read", "sessions:end", "security:read", "credentials:reset"],
} as const satisfies PlannedRole; // prettier-ignore

/** Each behind those that it inherits. */
const own: readonly PlannedRole[] = [
  {
    slug: "service-desk", name: "Service desk", description: "The help desk, without resets", inherits: [],
    permissions: ["users:read", "groups:read", "sessions:read", "sessions:end"], narrows: template.slug,
  },
  {
    slug: "team-lead", name: "Team lead", description: "Edits people and says who is in a team", narrows: null,
    permissions: ["groups:read", "groups:update"], inherits: ["editor"],
  },
  {
    slug: "department-head", name: "Department head", description: "A team lead who also lets people in",
    permissions: ["invitations:read", "invitations:create", "access:read"], inherits: ["team-lead"], narrows: null,
  },
]; // prettier-ignore

type Place = { organizationId: string; at: number; by: string | null };

/** Answers the id of the role, and whether it was not there before. */
async function makeRole(
  client: ClientBase,
  role: PlannedRole,
  place: Place & { id: string; isTemplate: boolean; templateId: string | null },
): Promise<{ id: string; made: boolean }> {
  const { organizationId, id, isTemplate, templateId, at, by } = place;
  const made = await client.query(
    `insert into roles (organization_id, id, slug, name, description, permissions, template, template_id, created_at,
       updated_at, created_by, updated_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10, $10) on conflict do nothing`,
    [
      organizationId, id, role.slug, role.name, role.description, role.permissions.toSorted(), isTemplate, templateId,
      isoTime(at), by,
    ],
  ); // prettier-ignore
  if (made.rowCount === 1) {
    await client.query(
      `insert into role_versions (organization_id, role_id, version, name, description, permissions, parents,
         created_at, created_by)
       select organization_id, id, version, name, description, permissions, $2, created_at, created_by from roles
       where id = $1`,
      [id, role.inherits],
    );
    return { id, made: true };
  }
  const { rows } = await client.query<{ id: string }>(
    "select id from roles where organization_id = $1 and slug = $2",
    [organizationId, role.slug],
  );
  return { id: rows[0]?.id ?? id, made: false };
}

async function inherit(client: ClientBase, organizationId: string, role: string, parents: readonly string[]) {
  await client.query(
    "insert into role_parents (organization_id, role_id, parent_id) select $1, $2, unnest($3::uuid[])",
    [organizationId, role, parents],
  );
  await client.query(
    `insert into role_closure (organization_id, role_id, ancestor_id, depth)
     select $1, $2, up.id, max(up.depth) from unnest($3::uuid[]) parent cross join lateral (
       select parent as id, 1 as depth
       union all select c.ancestor_id, c.depth + 1 from role_closure c where c.role_id = parent
     ) up group by up.id`,
    [organizationId, role, parents],
  );
}

/** A template of the platform and a company's own roles, one narrower than the template, others built on one another. */
export async function writeRoles(
  client: ClientBase,
  story: Story,
  platformId: string,
): Promise<ReadonlyMap<string, string>> {
  const { organization, run, begin } = story;
  const random = createRandom(run.seed, organization.company.slug, "roles");
  const at = Math.floor(begin + day / 24);
  const shared = { at, id: uuidAt(at, random), by: null, isTemplate: true, templateId: null };
  const from = await makeRole(client, template, { ...shared, organizationId: platformId });
  const ids = new Map<string, string>(run.roleIds satisfies ReadonlyMap<SystemRole, string>);
  const place = { organizationId: organization.id, at, by: organization.owner?.id ?? null };
  for (const role of own) {
    const templateId = role.narrows === null ? null : from.id;
    const one = { ...place, id: uuidAt(at, random), isTemplate: false, templateId };
    const { id, made } = await makeRole(client, role, one);
    ids.set(role.slug, id);
    if (!made) continue;
    const parents = role.inherits.flatMap((slug) => ids.get(slug) ?? []);
    if (parents.length > 0) await inherit(client, organization.id, id, parents);
    const { slug, name, description, permissions, inherits } = role;
    const changes = eventFieldsOf({ slug, name, description, permissions, inherits });
    story.tell(at, { name: "role.created", target: { type: "role", id, name: slug }, changes });
  }
  return ids;
}
