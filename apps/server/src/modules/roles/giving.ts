import type { PermissionSet } from "#kernel/permission-set";
import type { Reader } from "#kernel/db/reader";
import { fail } from "#kernel/operation";
import type { Caller } from "#kernel/caller";
import type { Access } from "./access.ts";
import { insertGrants, isPlatform, lockOwners, otherOwners, rolesBySlug } from "./queries.ts";

const ownerRole = "super-admin";

/** Nobody gives more than they hold. In the platform's organization the owner's role reaches over all others. */
async function scopeOf(
  db: Reader,
  caller: Caller,
  slug: string,
  rights: PermissionSet,
): Promise<"platform" | "organization"> {
  if (!caller.permissions.covers(rights)) return fail("role.above_you");
  if (slug !== ownerRole) return "organization";
  const [platform] = await db.query(isPlatform());
  if (platform !== true) return "organization";
  return caller.platformPermissions.has("organizations:create") ? "platform" : fail("role.above_you");
}

type Gift = { slug: string; uuid: string; scope: "organization" | "platform" };

/** The roles with the scope they would be given at; refused unless all exist and none is above the giver. */
export async function rolesToGive(
  db: Reader,
  access: Access,
  caller: Caller,
  roles: readonly string[],
): Promise<Gift[]> {
  if (roles.length === 0) return [];
  const found = await db.query(rolesBySlug(roles));
  const unknown = roles.filter((slug) => !found.some((role) => role.slug === slug));
  if (unknown.length > 0) {
    fail("role.unknown", {
      fields: unknown.map((slug) => ({
        pointer: "/roles",
        code: "unknown",
        detail: `there is no role ${slug}`,
      })),
    });
  }
  const gifts: Gift[] = [];
  for (const role of found) {
    gifts.push({ ...role, scope: await scopeOf(db, caller, role.slug, access.rightsOf([role.slug])) });
  }
  return gifts;
}

/** Gives roles to a person, each bounded by what the giver holds. */
export async function giveRoles(
  db: Reader,
  access: Access,
  gift: {
    caller: Caller;
    userId: string;
    roles: readonly string[];
    now: Date;
    newId: () => string;
    source?: "manual" | "invitation";
  },
): Promise<void> {
  const gifts = await rolesToGive(db, access, gift.caller, gift.roles);
  for (const scope of ["organization", "platform"] as const) {
    const ids = gifts.filter((each) => each.scope === scope).map(({ uuid }) => uuid);
    if (ids.length === 0) continue;
    await db.query(
      insertGrants(
        ids.map(gift.newId),
        gift.userId,
        ids,
        scope,
        gift.caller.userId,
        gift.source ?? "manual",
        gift.now.toISOString(),
      ),
    );
  }
}

/** An organization keeps an owner who can sign in. Call it before the owner loses the role, the status or the row. */
export async function keepAnOwner(
  db: Reader,
  user: { uuid: string; roles: readonly string[] },
): Promise<void> {
  if (!user.roles.includes(ownerRole)) return;
  await db.query(lockOwners());
  const [others] = await db.query(otherOwners(user.uuid));
  if (others === 0) fail("user.last_owner");
}
