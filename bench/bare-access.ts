import type { FastifyInstance } from "fastify";
import type { Pool } from "pg";

/** The permission that everybody of the made-up people holds, by a role of their own. */
export const commonPermission = "organizations:read";
export const rarePermission = "users:delete";

const grantsOf = `select g.id, g.scope, r.slug, r.permissions from grants g join roles r on r.id = g.role_id
  where g.organization_id = $1 and g.subject_id = $2`;
const holdersOf = `select u.id, u.display_name, u.email from grants g
  join users u on u.organization_id = g.organization_id and u.id = g.subject_id
  where g.organization_id = $1 and g.role_id = $2 and u.status = 'active' order by g.subject_id limit 26`;

type Params = { Params: { id: string } };
type Holder = { id: string; display_name: string; email: string };

/** The least that an explanation and a list of holders are: one select of grants, and one of who holds a role. */
export function mountAccess(app: FastifyInstance, pool: Pool, organizationId: string): void {
  app.get<Params>("/grants-of/:id", async ({ params }) => {
    const { rows } = await pool.query({
      name: "grants",
      text: grantsOf,
      values: [organizationId, params.id],
    });
    return { grants: rows };
  });
  app.get<Params>("/holders/:id", async ({ params }) => {
    const { rows } = await pool.query<Holder>({
      name: "holders", text: holdersOf, values: [organizationId, params.id],
    }); // prettier-ignore
    return { found: rows.slice(0, 25) };
  });
}
