import { systemRoles, type SubjectRef } from "@atrium/contracts";
import type { Reader } from "#kernel/db/reader";
import { permissionSet, type PermissionSet } from "#kernel/permission-set";
import { compile, insideOf } from "./engine/compile.ts";
import { grantsReaching } from "./engine/held-grants.ts";
import { permissionsOfRoles } from "./queries.ts";

export type Rights = {
  /** What is held in the organization as a whole. */
  readonly inside: PermissionSet;
  /** What is held over the platform. */
  readonly platform: PermissionSet;
  /** When a grant begins or ends, in milliseconds. */
  readonly changesAt: number | null;
};
/** What roles allow inside of the organization that the reader is bound to, or that is named. */
export type RightsOfRoles = (
  reader: Reader,
  organizationId: string | null,
  roles: readonly string[],
) => Promise<PermissionSet>;

export type Access = {
  readonly rightsOf: RightsOfRoles;
  /** What a person's grants, and those of their groups, allow now. */
  readonly rightsOfUser: (
    reader: Reader,
    organizationId: string,
    userId: string,
    now: Date,
  ) => Promise<Rights>;
  readonly rightsOfSubject: (
    reader: Reader,
    organizationId: string,
    subject: SubjectRef,
    now: Date,
  ) => Promise<Rights>;
};

const ofSystem = new Map<string, readonly string[]>(
  Object.entries(systemRoles).map(([slug, { permissions }]) => [slug, permissions]),
);

export function createAccess(): Access {
  const rightsOfSubject: Access["rightsOfSubject"] = async (reader, organizationId, subject, now) => {
    const compiled = compile(await reader.query(grantsReaching(organizationId, subject)), now);
    return {
      inside: compiled.inside,
      platform: compiled.platform,
      changesAt: compiled.changesAt,
    };
  };
  const known = new Map<string, PermissionSet>();
  return {
    async rightsOf(reader, organizationId, roles) {
      const key = roles.join(" ");
      const held = known.get(key);
      if (held !== undefined) return held;
      const own = roles.filter((slug) => !ofSystem.has(slug));
      const fixed = roles.flatMap((slug) => ofSystem.get(slug) ?? []);
      if (own.length === 0) {
        const made = insideOf(permissionSet(fixed));
        known.set(key, made);
        return made;
      }
      const free = await reader.query(permissionsOfRoles(organizationId, own));
      return insideOf(permissionSet([...fixed, ...free]));
    },
    rightsOfSubject,
    rightsOfUser: (reader, organizationId, id, now) =>
      rightsOfSubject(reader, organizationId, { type: "user", id }, now),
  };
}
