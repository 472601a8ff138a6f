import { platformOnly, systemRoles } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { statement } from "#kernel/db/statement";
import { text, textArray } from "#kernel/db/values";
import { permissionSet, type PermissionSet } from "#kernel/permission-set";

export type Rights = { readonly inside: PermissionSet; readonly platform: PermissionSet };
export type Access = {
  /** What roles allow inside of an organization, by their slugs. */
  rightsOf: (roles: readonly string[]) => PermissionSet;
  /** What a person's grants allow now: in their organization and on the platform. */
  rightsOfUser: (reader: Reader, organizationId: string, userId: string, now: Date) => Promise<Rights>;
};

const grantsOfUser = statement<[string, string, string], { scope: string; permissions: string[] }>(
  `select g.scope, r.permissions from grants g join roles r on r.id = g.role_id
   where g.organization_id = $1 and g.subject_id = $2
     and (g.valid_from is null or g.valid_from <= $3) and (g.valid_until is null or g.valid_until > $3)`,
  (row) => ({ scope: text(row, 0), permissions: textArray(row, 1) }),
);

const insideOnly = (names: readonly string[]): string[] =>
  names.filter((name) => !platformOnly.some((other) => other === name));

const permissionsOfRole: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(systemRoles).map(([slug, role]) => [slug, insideOnly(role.permissions)]),
);

export function createAccess(): Access {
  const known = new Map<string, PermissionSet>();
  return {
    rightsOf(roles) {
      const key = roles.join(" ");
      const held = known.get(key);
      if (held !== undefined) return held;
      const made = permissionSet(roles.flatMap((slug) => permissionsOfRole.get(slug) ?? []));
      known.set(key, made);
      return made;
    },
    async rightsOfUser(reader, organizationId, userId, now) {
      const grants = await reader.query(grantsOfUser(organizationId, userId, now.toISOString()));
      const platform = grants.filter(({ scope }) => scope === "platform");
      return {
        inside: permissionSet(insideOnly(grants.flatMap(({ permissions }) => permissions))),
        platform: permissionSet(platform.flatMap(({ permissions }) => permissions)),
      };
    },
  };
}
