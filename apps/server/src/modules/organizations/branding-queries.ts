import { command, statement } from "#kernel/db/statement";
import { bytes, integer, text } from "#kernel/db/values";
import { organizationColumns, readOrganization, type OrganizationRow } from "./queries.ts";

const all = organizationColumns.join(", ");

export const brandRow = statement<[name: string | null, hue: number | null, now: string], OrganizationRow>(
  `update organizations set brand_name = $1, hue = $2, updated_at = $3, version = version + 1
   where id = (select current_organization()) returning ${all}`,
  readOrganization,
);
export const touchOrganization = statement<[now: string], OrganizationRow>(
  `update organizations set updated_at = $1, version = version + 1
   where id = (select current_organization()) returning ${all}`,
  readOrganization,
);
export const logoSize = statement<[], number>(
  "select octet_length(bytes) from organization_logos where organization_id = (select current_organization())",
  (row) => integer(row, 0),
);
export const putLogo = command<
  [type: string, bytes: Buffer, digest: string, width: number, height: number, now: string]
>(
  `insert into organization_logos (organization_id, content_type, bytes, digest, width, height, updated_at)
   values (current_organization(), $1, $2, $3, $4, $5, $6)
   on conflict (organization_id) do update set content_type = excluded.content_type, bytes = excluded.bytes,
     digest = excluded.digest, width = excluded.width, height = excluded.height, updated_at = excluded.updated_at`,
);
export const dropLogo = command<[]>(
  "delete from organization_logos where organization_id = (select current_organization())",
);
/** Asked by whoever is about to sign in, so the system answers, for organizations that are open alone. */
export const logoOf = statement<[slug: string], { contentType: string; bytes: Buffer }>(
  `select l.content_type, l.bytes from organization_logos l join organizations o on o.id = l.organization_id
   where o.slug = $1 and o.status = 'active'`,
  (row) => ({ contentType: text(row, 0), bytes: bytes(row, 1) }),
);
